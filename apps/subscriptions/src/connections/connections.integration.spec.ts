import { connectionRecordSchema } from '@posthorn/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf, type Door } from '../testing/doors.js';
import { goodConnection, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let tenant: Tenant;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  tenant = await newTenant(service);
});

afterAll(async () => {
  await service.stop();
});

describe.each(['rest', 'grpc'] as const)('connections over %s', (doorName) => {
  let door: Door;
  let token: string;

  beforeAll(() => {
    door = service[doorName];
    token = tenant.tokens.admin;
  });

  const create = async (change: object = {}) =>
    bodyOf(await door.call('createConnection', { ...goodConnection, ...change }, token));

  /** The newest registry record of a connection, and the secrets in it, opened. */
  async function recordOf(id: string) {
    const [newest] = await service.database.query<{ value: unknown }>(
      'SELECT value FROM outbox WHERE entity_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    );
    const record = connectionRecordSchema.parse(newest?.value);
    const opened = record.secrets.map((sealed) => service.connectionBox.open(sealed, id));
    return {
      record,
      secrets: opened.map((one) => (one.ok ? Buffer.from(one.secret).toString() : one.reason)),
    };
  }

  it('makes one, numbers it within its account, and never shows the secret', async () => {
    const { secret, ...shown } = goodConnection;
    const created = await create();
    expect(created).toMatchObject({ ...shown, account_id: tenant.accountId });
    expect(created.webhook_path).toBe(`/v1/connections/${String(created.id)}/shopify`);
    const { number } = await create({ platform: 'woocommerce', shop: 'https://shop.example/store' });
    expect(BigInt(String(number))).toBe(BigInt(String(created.number)) + 1n);
    expect(bodyOf(await door.call('getConnection', { id: created.id }, tenant.tokens.read))).toEqual(created);
    const listed = bodyOf(await door.call('listConnections', {}, tenant.tokens.read));
    expect(listed.connections).toEqual(expect.arrayContaining([created]));
    expect(JSON.stringify([created, listed])).not.toContain(secret);
  });

  it('reaches the registry with its secret sealed', async () => {
    const { id, number } = await create();
    const { record, secrets } = await recordOf(String(id));
    expect(record).toMatchObject({ id, account_id: tenant.accountId, number, platform: 'shopify' });
    expect(secrets).toEqual([goodConnection.secret]);
  });

  it('keeps the former secret beside a new one', async () => {
    const { id } = await create();
    const changed = await door.call('updateConnection', { id, name: 'Other', secret: 'x'.repeat(40) }, token);
    expect(bodyOf(changed)).toMatchObject({ id, name: 'Other', shop: goodConnection.shop });
    const { record, secrets } = await recordOf(String(id));
    expect(secrets).toEqual(['x'.repeat(40), goodConnection.secret]);
    expect(record.secrets.map((sealed) => sealed.expires_at_ms === undefined)).toEqual([true, false]);
  });

  it.each([
    [{ platform: 'magento' }, ['platform']],
    [{ name: '', shop: 'two words', secret: 'short' }, ['name', 'secret', 'shop']],
  ])('names what is wrong in %j', async (change, fields) => {
    const problem = problemOf(await door.call('createConnection', { ...goodConnection, ...change }, token));
    expect(problem.errors?.map(({ field }) => field).toSorted()).toEqual(fields);
  });

  it('deletes', async () => {
    const { id } = await create();
    bodyOf(await door.call('deleteConnection', { id }, token));
    expect(problemOf(await door.call('getConnection', { id }, token)).code).toBe('not_found');
  });

  it('goes with its account', async () => {
    const { accountId, tokens } = await newTenant(service);
    const { id } = bodyOf(await door.call('createConnection', goodConnection, tokens.admin));
    bodyOf(await door.call('deleteAccount', { id: accountId }, operatorToken));
    const [last] = await service.database.query<{ value: unknown }>(
      'SELECT value FROM outbox WHERE entity_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    );
    expect(last).toEqual({ value: null });
  });
});
