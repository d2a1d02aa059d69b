import type { SealedSecret } from '@posthorn/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf, type Door } from '../testing/doors.js';
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

function textOf(sealed: SealedSecret | undefined, id: unknown): string | undefined {
  if (sealed === undefined) throw new Error('no secret is kept');
  const opened = service.secretBox.open(sealed, String(id));
  return opened.ok ? `whsec_${Buffer.from(opened.secret).toString('base64')}` : undefined;
}

describe.each(['rest', 'grpc'] as const)('subscriptions over %s', (doorName) => {
  let door: Door;
  let token: string;

  beforeAll(() => {
    door = service[doorName];
    token = tenant.tokens.admin;
  });

  const create = async (change: object = {}) =>
    bodyOf(await door.call('createSubscription', { ...goodSubscription, ...change }, token));

  const get = async (id: unknown) => bodyOf(await door.call('getSubscription', { id }, token));

  it('makes one that is active from the time that the relay has had its acknowledgement', async () => {
    const created = await create({ list_id: '7' });
    expect(created).toMatchObject({
      ...goodSubscription,
      account_id: tenant.accountId,
      list_id: '7',
      state: 'active',
      body_format: 'form',
    });
    expect(created.id).toMatch(/^sub_[0-9a-f]{32}$/);
    expect(Date.parse(String(created.effective_from))).toBeGreaterThanOrEqual(
      Date.parse(String(created.created_at)),
    );
  });

  it('shows the secret once, and keeps it only sealed', async () => {
    const { secret, ...created } = await create();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await get(created.id)).toEqual(created);
    const [row] = await service.database.query<{ secrets: SealedSecret[] }>(
      'SELECT secrets FROM subscriptions WHERE id = $1',
      [created.id],
    );
    const [sealed] = row?.secrets ?? [];
    expect(textOf(sealed, created.id)).toBe(secret);
    expect(textOf(sealed, 'sub_another')).toBeUndefined();
  });

  it('takes its number for its id from a token of its account, and from nobody else', async () => {
    const { id, number } = await create();
    const { number: next } = await create();
    expect(BigInt(String(next))).toBeGreaterThan(BigInt(String(number)));
    expect((await get(number)).id).toBe(id);
    expect(problemOf(await door.call('getSubscription', { id: number }, operatorToken)).code).toBe(
      'not_found',
    );
    const { tokens } = await newTenant(service);
    expect(problemOf(await door.call('getSubscription', { id: number }, tokens.admin)).code).toBe(
      'not_found',
    );
    bodyOf(await door.call('deleteSubscription', { id: number }, token));
    expect(problemOf(await door.call('getSubscription', { id }, token)).code).toBe('not_found');
  });

  it('changes what a patch names and nothing else', async () => {
    const { secret: _, ...created } = await create({ list_id: '7' });
    const patch = { id: created.id, name: 'Renamed', event_types: ['update'] };
    const changed = bodyOf(await door.call('updateSubscription', patch, token));
    expect(changed).toMatchObject({
      ...created,
      name: 'Renamed',
      event_types: ['update'],
      updated_at: expect.anything() as unknown,
    });
    expect(changed.updated_at).not.toBe(created.updated_at);
    expect(await get(created.id)).toEqual(changed);
  });

  it('empties the list by a patch', async () => {
    const { id } = await create({ list_id: '7' });
    const changed = bodyOf(await door.call('updateSubscription', { id, list_id: null }, token));
    expect(changed.list_id).toBeUndefined();
  });

  it('takes the format and the limits that its owner wants, and drops them again', async () => {
    const wanted = { body_format: 'json', max_in_flight: 2, rate_per_second: 0.5 };
    const { secret: _, ...created } = await create(wanted);
    expect(created).toMatchObject(wanted);
    const patch = { id: created.id, body_format: 'form', max_in_flight: null, rate_per_second: null };
    const changed = bodyOf(await door.call('updateSubscription', patch, token));
    expect(changed.body_format).toBe('form');
    expect(changed).not.toHaveProperty('max_in_flight');
    expect(changed).not.toHaveProperty('rate_per_second');
    const rows = await service.database.query<{ value: object }>(
      'SELECT value FROM outbox WHERE entity_id = $1 ORDER BY id',
      [created.id],
    );
    expect(rows.map(({ value }) => value)).toMatchObject([wanted, { body_format: 'form' }]);
  });

  it('rotates the secret: the new one is shown, then on request, and the former one signs beside it for a day', async () => {
    const { id, secret } = await create();
    const rotated = bodyOf(await door.call('rotateSubscriptionSecret', { id }, token));
    expect(rotated.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(rotated.secret).not.toBe(secret);
    expect(await get(id)).not.toHaveProperty('secret');
    expect(bodyOf(await door.call('revealSubscriptionSecret', { id }, token)).secret).toBe(rotated.secret);
    const [row] = await service.database.query<{ secrets: SealedSecret[] }>(
      'SELECT secrets FROM subscriptions WHERE id = $1',
      [id],
    );
    const [next, former] = row?.secrets ?? [];
    expect([next, former].map((sealed) => textOf(sealed, id))).toEqual([rotated.secret, secret]);
    expect(next).not.toHaveProperty('expires_at_ms');
    const restMs = (former?.expires_at_ms ?? 0) - Date.now();
    expect(restMs).toBeGreaterThan(23 * 3_600_000);
    expect(restMs).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it('refuses a patch that leaves a list without a type that takes one', async () => {
    const { id } = await create({ list_id: '7' });
    const patch = { id, event_types: ['deal_add'] };
    const problem = problemOf(await door.call('updateSubscription', patch, token));
    expect(problem).toMatchObject({ status: 422, code: 'invalid_request' });
    expect(problem.errors?.[0]).toMatchObject({
      field: 'list_id',
      detail: expect.stringContaining('subscribe') as unknown,
    });
  });

  it('pauses and resumes, and says the same when asked again', async () => {
    const { id } = await create();
    const paused = bodyOf(await door.call('pauseSubscription', { id }, token));
    expect(paused.state).toBe('paused');
    expect(bodyOf(await door.call('pauseSubscription', { id }, token))).toEqual(paused);
    const resumed = bodyOf(await door.call('resumeSubscription', { id }, token));
    expect(resumed.state).toBe('active');
    expect(bodyOf(await door.call('resumeSubscription', { id }, token))).toEqual(resumed);
  });

  it('brings a disabled one back, and leaves a suspended one to the plan', async () => {
    const { id } = await create();
    await service.database.query(`UPDATE subscriptions SET state = 'disabled' WHERE id = $1`, [id]);
    expect(bodyOf(await door.call('resumeSubscription', { id }, token)).state).toBe('active');
    await service.database.query(`UPDATE subscriptions SET state = 'suspended' WHERE id = $1`, [id]);
    const problem = problemOf(await door.call('resumeSubscription', { id }, token));
    expect(problem).toMatchObject({ status: 409, code: 'subscription_suspended' });
  });

  it('deletes', async () => {
    const { id } = await create();
    bodyOf(await door.call('deleteSubscription', { id }, token));
    expect(problemOf(await door.call('getSubscription', { id }, token)).code).toBe('not_found');
    expect(problemOf(await door.call('deleteSubscription', { id }, token)).code).toBe('not_found');
  });

  it('answers pending when the relay needs too long, and active later', async () => {
    service.relay.hold();
    const created = await create();
    expect(created.state).toBe('pending');
    expect(created.effective_from).toBeUndefined();
    await service.relay.release();
    expect(await get(created.id)).toMatchObject({
      state: 'active',
      effective_from: expect.any(String) as unknown,
    });
  });
});
