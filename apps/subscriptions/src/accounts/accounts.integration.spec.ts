import { status as grpcStatus } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf } from '../testing/doors.js';
import { goodSubscription, newTenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl'), subscriptionsPerAccountMax: 2 });
});

afterAll(async () => {
  await service.stop();
});

describe.each(['rest', 'grpc'] as const)('accounts over %s', (doorName) => {
  const call = (operation: Parameters<TestService['rest']['call']>[0], request: object) =>
    service[doorName].call(operation, { ...request }, operatorToken);

  it("takes the product's own id, once", async () => {
    const id = `acme-${doorName}`;
    const { automation_secret: secret, ...account } = bodyOf(
      await call('createAccount', { id, name: 'Acme', time_zone: 'America/Chicago' }),
    );
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(account).toMatchObject({ id, name: 'Acme', time_zone: 'America/Chicago' });
    expect(bodyOf(await call('getAccount', { id }))).toEqual(account);
    const again = await call('createAccount', { id, name: 'Acme' });
    expect(problemOf(again)).toMatchObject({ status: 409, code: 'account_exists' });
    if (doorName === 'grpc') expect(again).toMatchObject({ grpcCode: grpcStatus.ALREADY_EXISTS });
  });

  it('makes an id, and fills in what is not given', async () => {
    const account = bodyOf(await call('createAccount', { name: 'Acme' }));
    expect(account).toMatchObject({ time_zone: 'UTC', plans: ['sales_enterprise', 'marketing_enterprise'] });
    expect(account.id).toMatch(/^acc_[0-9a-f]{32}$/);
  });

  it('changes', async () => {
    const { id, created_at } = bodyOf(await call('createAccount', { name: 'Acme' }));
    const changed = bodyOf(await call('updateAccount', { id, plans: ['sales'], time_zone: 'Europe/Berlin' }));
    expect(changed).toMatchObject({
      id,
      created_at,
      name: 'Acme',
      plans: ['sales'],
      time_zone: 'Europe/Berlin',
    });
    expect(bodyOf(await call('getAccount', { id }))).toEqual(changed);
  });

  it.each([
    [
      { id: 'two words', name: '', time_zone: 'Mars', plans: ['gold'] },
      ['id', 'name', 'plans[0]', 'time_zone'],
    ],
    [{}, ['name']],
  ])('names what is wrong in %j', async (request, fields) => {
    const problem = problemOf(await call('createAccount', request));
    expect(problem.errors?.map(({ field }) => field).toSorted()).toEqual(fields);
  });

  it('finds no account that is not there', async () => {
    for (const operation of ['getAccount', 'updateAccount', 'deleteAccount'] as const) {
      expect(problemOf(await call(operation, { id: 'nobody' })).code).toBe('not_found');
      expect(problemOf(await call(operation, { id: 'no body\0' })).code).toBe('not_found');
    }
  });

  it('is deleted with all that it has', async () => {
    const { accountId: id, tokens } = await newTenant(service);
    const made = await service[doorName].call('createSubscription', goodSubscription, tokens.admin);
    const subscriptionId = bodyOf(made).id;
    expect(bodyOf(await call('deleteAccount', { id }))).toMatchObject({
      id,
      stays_in_kafka: expect.arrayContaining([
        { topic: 'posthorn.events.contact', kept_for_s: 604_800 },
        { topic: 'posthorn.dead-letters', kept_for_s: 2_592_000 },
      ]) as unknown,
    });
    expect(problemOf(await call('getAccount', { id })).code).toBe('not_found');
    expect(problemOf(await call('getSubscription', { id: subscriptionId })).code).toBe('not_found');
    const looked = await service[doorName].call('listSubscriptions', {}, tokens.admin);
    expect(problemOf(looked).code).toBe('unauthenticated');
  });

  it('has no more subscriptions than it may, however many are asked for at once', async () => {
    const { accountId, tokens } = await newTenant(service);
    const create = () => service[doorName].call('createSubscription', goodSubscription, tokens.admin);
    const answers = await Promise.all(Array.from({ length: 6 }, create));
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused).toHaveLength(4);
    expect(problemOf(refused[0] ?? { ok: true, body: {} })).toMatchObject({
      status: 409,
      code: 'subscription_limit_reached',
    });
    if (doorName === 'grpc') expect(refused[0]).toMatchObject({ grpcCode: grpcStatus.RESOURCE_EXHAUSTED });
    const rows = await service.database.query<{ number: string }>(
      'SELECT number FROM subscriptions WHERE account_id = $1 ORDER BY number',
      [accountId],
    );
    expect(rows.map(({ number }) => number)).toEqual(['1', '2']);
  });
});
