// An account with its tokens, made through the service's own door.
import type { TokenRole } from '@posthorn/contracts';
import { bodyOf } from './doors.js';
import { operatorToken, type TestService } from './test-service.js';

export interface Tenant {
  readonly accountId: string;
  /** Token texts by role. */
  readonly tokens: Readonly<Record<TokenRole, string>>;
}

export async function newTenant({ rest }: Pick<TestService, 'rest'>): Promise<Tenant> {
  const account = bodyOf(await rest.call('createAccount', { name: 'A tenant' }, operatorToken));
  const accountId = String(account.id);
  const token = async (role: TokenRole): Promise<string> => {
    const request = { account_id: accountId, name: role, role };
    return String(bodyOf(await rest.call('createToken', request, operatorToken)).token);
  };
  return {
    accountId,
    tokens: { admin: await token('admin'), read: await token('read'), ingest: await token('ingest') },
  };
}

/** What a subscription needs, all of it right. */
export const goodSubscription = {
  name: 'Orders',
  url: 'https://hooks.example/orders?api_key=s3cret',
  event_types: ['subscribe', 'deal_add'],
  sources: ['public', 'admin'],
} as const;

/** What a connection needs, all of it right. */
export const goodConnection = {
  platform: 'shopify',
  name: 'The shop',
  shop: 'example.myshopify.com',
  secret: 'shpss_0123456789abcdef0123456789abcdef',
} as const;

/** What a schema needs, all of it right. */
export const goodSchema = {
  slug: 'engine',
  labels: { singular: 'Engine', plural: 'Engines' },
  fields: [
    { id: 'metal', label: 'Metal', type: 'dropdown', options: ['Brass', 'Iron'], required: true },
    { id: 'wheels', label: 'Wheels', type: 'number' },
  ],
  relationships: [{ id: 'owner', label: 'Owner', to: 'contact' }],
} as const;
