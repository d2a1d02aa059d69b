import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf } from '../testing/doors.js';
import { goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let tenant: Tenant;
const made: string[] = [];

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  tenant = await newTenant(service);
  const stranger = await newTenant(service);
  const { rest } = service;
  for (let index = 0; index < 5; index += 1) {
    const answer = await rest.call('createSubscription', goodSubscription, tenant.tokens.admin);
    made.push(String(bodyOf(answer).id));
    bodyOf(await rest.call('createSubscription', goodSubscription, stranger.tokens.admin));
  }
  await service.database.query(`UPDATE subscriptions SET created_at = '2026-01-01' WHERE account_id = $1`, [
    tenant.accountId,
  ]);
});

afterAll(async () => {
  await service.stop();
});

describe.each(['rest', 'grpc'] as const)('over %s', (doorName) => {
  const page = async (request: object) => {
    const answer = await service[doorName].call('listSubscriptions', { ...request }, tenant.tokens.admin);
    const { subscriptions, next_page_token: next } = bodyOf(answer);
    return { ids: (subscriptions as { id: string }[] | undefined)?.map(({ id }) => id) ?? [], next };
  };

  it.each([1, 2, 4])(
    '%i at a time, every one comes once and in order, though all are of one time',
    async (size) => {
      const seen: string[] = [];
      let token: unknown;
      do {
        const { ids, next } = await page({
          page_size: size,
          ...(token === undefined ? {} : { page_token: token }),
        });
        expect(ids.length).toBeLessThanOrEqual(size);
        seen.push(...ids);
        token = next;
      } while (token !== undefined);
      expect(seen).toEqual(made);
    },
  );

  it('has no next page when the page is exactly full, and twenty are the default', async () => {
    expect(await page({ page_size: 5 })).toEqual({ ids: made, next: undefined });
    expect(await page({})).toEqual({ ids: made, next: undefined });
  });

  it('goes on behind one that was deleted meanwhile', async () => {
    const { rest } = service;
    const extra = String(
      bodyOf(await rest.call('createSubscription', goodSubscription, tenant.tokens.admin)).id,
    );
    const first = await page({ page_size: 5 });
    bodyOf(await rest.call('deleteSubscription', { id: extra }, tenant.tokens.admin));
    expect(await page({ page_size: 5, page_token: first.next })).toEqual({ ids: [], next: undefined });
  });

  it('lists all accounts for the operator', async () => {
    const answer = await service[doorName].call('listAccounts', { page_size: 1 }, operatorToken);
    const { accounts, next_page_token: next } = bodyOf(answer);
    expect(accounts).toMatchObject([{ id: tenant.accountId }]);
    expect(next).toEqual(expect.any(String));
  });
});
