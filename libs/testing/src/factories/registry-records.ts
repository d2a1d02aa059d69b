// Valid registry records to vary in a test: `subscriptionRecord({ url })`.
import type {
  AccountRecord,
  ConnectionRecord,
  SchemaRecord,
  SubscriptionRecord,
  TokenRecord,
} from '@posthorn/contracts';

/** Without secrets, since those need a key. */
export const accountRecord = (given: Partial<AccountRecord> = {}): AccountRecord => ({
  id: 'acc_1',
  name: 'Example Ltd',
  time_zone: 'America/Chicago',
  plans: ['marketing', 'sales'],
  automation_secrets: [],
  ...given,
});

export const tokenRecord = (given: Partial<TokenRecord> = {}): TokenRecord => ({
  id: 'tok_1',
  account_id: 'acc_1',
  role: 'admin',
  hash: '0'.repeat(64),
  ...given,
});

/** Takes every source's `subscribe`; without secrets, since those need a key. */
export const subscriptionRecord = (given: Partial<SubscriptionRecord> = {}): SubscriptionRecord => ({
  id: 'sub_1',
  account_id: 'acc_1',
  name: 'Example receiver',
  kind: 'standard',
  url: 'https://receiver.example/hook',
  event_types: ['subscribe'],
  sources: ['public', 'admin', 'api', 'system'],
  state: 'active',
  body_format: 'form',
  secrets: [],
  ...given,
});

/** Without secrets, since those need a key. */
export const connectionRecord = (given: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
  id: `con_${'0'.repeat(32)}`,
  account_id: 'acc_1',
  number: '1',
  platform: 'shopify',
  secrets: [],
  ...given,
});

/** The schema that the catalogue's sample of a custom object follows. */
export const schemaRecord = (given: Partial<SchemaRecord> = {}): SchemaRecord => ({
  id: '8d2e0b34-6c1f-4f0e-9a65-1f2f7a3b9c10',
  account_id: 'acc_1',
  slug: 'engine',
  fields: [
    { id: 'metal', type: 'text', required: true },
    { id: 'wheels', type: 'number', required: false },
    { id: 'uses', type: 'multiselect', required: false, options: ['Tables', 'Navigation'] },
  ],
  relationships: [{ id: 'primary-contact', to: 'contact', many: false }],
  ...given,
});
