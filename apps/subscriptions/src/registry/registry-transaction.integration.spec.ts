// What waits for the relay, and for how long, with a relay that is held up as if Kafka were away.
import { eventually } from '@posthorn/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf, type Answer } from '../testing/doors.js';
import type { OperationName } from '../testing/operations.js';
import { goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
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

const unpublished = async (): Promise<number> => {
  const [row] = await service.database.query<{ count: number }>(
    'SELECT count(*)::int FROM outbox WHERE published_at IS NULL',
  );
  return row?.count ?? 0;
};

/** A call that has committed its change; another whole call has come and gone since. */
async function begun(
  start: () => Promise<Answer>,
): Promise<{ answer: Promise<Answer>; ended: () => boolean }> {
  let ended = false;
  const answer = start().finally(() => {
    ended = true;
  });
  await eventually(async () => (await unpublished()) > 0, { what: 'the change is committed' });
  bodyOf(await service.rest.call('listAccounts', {}, operatorToken));
  return { answer, ended: () => ended };
}

describe.each(['rest', 'grpc'] as const)('over %s', (doorName) => {
  const call = (operation: OperationName, request: object) =>
    service[doorName].call(operation, { ...request }, operatorToken);

  const inAccount = (fields: object) => ({ ...fields, account_id: tenant.accountId });
  const made = async (operation: OperationName, request: object): Promise<object> => ({
    id: bodyOf(await call(operation, request)).id,
  });
  const newAccount = () => made('createAccount', { name: 'Acme' });
  const newToken = () => made('createToken', inAccount({ name: 'a', role: 'read' }));
  const newSubscription = () => made('createSubscription', inAccount(goodSubscription));

  it.each<[OperationName, () => Promise<object>]>([
    ['createAccount', () => Promise.resolve({ name: 'Acme' })],
    ['updateAccount', async () => ({ ...(await newAccount()), name: 'Renamed' })],
    ['deleteAccount', newAccount],
    ['createToken', () => Promise.resolve(inAccount({ name: 'a', role: 'ingest' }))],
    ['deleteToken', newToken],
    ['createSubscription', () => Promise.resolve(inAccount(goodSubscription))],
    ['updateSubscription', async () => ({ ...(await newSubscription()), name: 'Renamed' })],
    ['pauseSubscription', newSubscription],
    ['deleteSubscription', newSubscription],
  ])('%s is answered once the registry has it', async (operation, prepare) => {
    const request = await prepare();
    service.relay.hold();
    const { answer, ended } = await begun(() => call(operation, request));
    expect(ended()).toBe(false);
    await service.relay.release();
    bodyOf(await answer);
    expect(await unpublished()).toBe(0);
  });

  it('answers after 2 s without it', async () => {
    service.relay.hold();
    bodyOf(await call('createToken', inAccount({ name: 'a', role: 'ingest' })));
    expect(await unpublished()).toBe(1);
    await service.relay.release();
  });

  it('does not wait for the changes of others, nor for none', async () => {
    const subscription = await newSubscription();
    service.relay.hold();
    const { answer, ended } = await begun(() => call('createAccount', { name: 'Acme' }));
    bodyOf(await call('resumeSubscription', subscription));
    expect(ended()).toBe(false);
    await service.relay.release();
    bodyOf(await answer);
  });
});
