// What each token may do, and that nobody sees or gets what is another account's; through each door.
import { eventually } from '@posthorn/testing';
import { describe, expect } from 'vitest';
import { emailsIn, everySource, subscribed } from './contact-events.js';
import type { Caller } from './doors/door.js';
import type { OperationName } from './doors/operations.js';
import { journey } from './journey.js';

const wanted = (url: string) => ({
  ...{ name: 'Mine', url, event_types: ['subscribe'], sources: everySource },
});

/** Every request that changes the subscription `id`, or anything beside it. */
const changes = (id: string): readonly (readonly [OperationName, object])[] => [
  ['updateSubscription', { id, name: 'Changed' }],
  ['pauseSubscription', { id }],
  ['resumeSubscription', { id }],
  ['deleteSubscription', { id }],
];

async function refusals(caller: Caller, asked: ReturnType<typeof changes>): Promise<readonly string[]> {
  const all = asked.map(([operation, fields]) => caller.refusalOf(operation, { ...fields }));
  return [...new Set(await Promise.all(all))];
}

describe.each(['REST', 'gRPC'] as const)('over %s', (door) => {
  journey('each role may do what it is for', async ({ receiver, signUp }) => {
    const { accountId, admin, read, ingest } = await signUp(door);
    const url = `${receiver.url}/services/T0AbCdEfGhIjKlMnOpQr?api_key=s3cret`;
    const { secret: _, ...subscription } = await admin.do('createSubscription', wanted(url));
    const { id } = subscription;

    const masked = { ...subscription, url: `${receiver.url}/services/***?***` };
    expect(await read.do('getSubscription', { id })).toEqual(masked);
    expect(await read.do('listSubscriptions')).toEqual({ subscriptions: [masked] });
    expect(await admin.do('listSubscriptions')).toEqual({ subscriptions: [subscription] });
    const writes = [
      ...changes(id),
      ['createSubscription', wanted(url)],
      ['createToken', { name: 'More', role: 'admin' }],
      ['publish', subscribed('nobody@example.com')],
    ] as const;
    expect(await refusals(read, writes)).toEqual(['403 permission_denied']);
    const looks = [['getSubscription', { id }] as const, ['listSubscriptions', {}] as const];
    expect(await refusals(ingest, [...looks, ...writes.slice(0, -1)])).toEqual(['403 permission_denied']);
    const foreign = { ...subscribed('nobody@example.com'), accountid: `${accountId}x` };
    expect(await ingest.refusalOf('publish', foreign)).toBe('403 permission_denied');
    expect(await admin.refusalOf('createAccount', { name: 'Another' })).toBe('403 permission_denied');
    expect(await refusals(admin.withoutToken(), [...looks, ...writes])).toEqual(['401 unauthenticated']);

    await ingest.do('publish', subscribed('sent-by-ingest@example.com'));
    await receiver.received(1);
    expect(emailsIn(receiver.requests)).toEqual(['sent-by-ingest@example.com']);
  });

  journey('a token that was deleted opens nothing', async ({ receiver, signUp }) => {
    const { accountId, operator, admin } = await signUp(door);
    const wish = { account_id: accountId, name: 'Short-lived', role: 'admin' };
    const { id, token } = await operator.do('createToken', wish);
    const holder = operator.withToken(token);
    await holder.do('createSubscription', wanted(receiver.url));
    await holder.do('publish', subscribed('before@example.com'));
    await admin.do('deleteToken', { id });
    expect(await holder.refusalOf('listSubscriptions')).toBe('401 unauthenticated');
    await eventually(async () => {
      expect(await holder.refusalOf('publish', subscribed('after@example.com'))).toBe('401 unauthenticated');
      return true;
    });
  });

  journey(
    'an account knows nothing of its neighbour, and gets nothing of it',
    async ({ receiver, signUp }) => {
      const [ann, bob] = await Promise.all([signUp(door), signUp(door)]);
      const [{ id }] = await Promise.all([
        ann.admin.do('createSubscription', wanted(`${receiver.url}/ann`)),
        bob.admin.do('createSubscription', wanted(`${receiver.url}/bob`)),
      ]);
      const asked = [['getSubscription', { id }] as const, ...changes(id)];
      expect(await refusals(bob.admin, asked)).toEqual(['404 not_found']);
      const { subscriptions } = await bob.admin.do('listSubscriptions');
      expect(subscriptions.map(({ account_id }) => account_id)).toEqual([bob.accountId]);

      for (const round of [1, 2]) {
        await ann.ingest.do('publish', subscribed(`ann-${round}@example.com`));
        await bob.ingest.do('publish', subscribed(`bob-${round}@example.com`));
        await receiver.received(2 * round);
      }
      expect(emailsIn(receiver.at('/ann'))).toEqual(['ann-1@example.com', 'ann-2@example.com']);
      expect(emailsIn(receiver.at('/bob'))).toEqual(['bob-1@example.com', 'bob-2@example.com']);
    },
  );
});
