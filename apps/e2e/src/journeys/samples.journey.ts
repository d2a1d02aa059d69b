// An owner tries a URL before there are events: sample data arrives, marked as such, and the log of attempts knows of it.
import { attemptRecordSchema, type AttemptRecord } from '@posthorn/contracts';
import { answer, eventually, readTopic } from '@posthorn/testing';
import { describe, expect } from 'vitest';
import type { System } from '../harness/system.js';
import { subscribed } from './contact-events.js';
import { journey } from './journey.js';

/** Of one subscription, oldest first; waits until there are so many. */
const attemptsOf = ({ brokers, topics }: System, id: string, count: number) =>
  eventually(
    async (): Promise<readonly AttemptRecord[] | undefined> => {
      const records = await readTopic(brokers, topics.attempts);
      const own = records.filter(({ key }) => key === id);
      if (own.length < count) return undefined;
      return own.map(({ value }) => attemptRecordSchema.strict().parse(JSON.parse(String(value))));
    },
    { timeoutMs: 20_000, what: `${count} records of attempts` },
  );

describe.each(['REST', 'gRPC'] as const)('through %s', (door) => {
  journey('sample data is marked, at the receiver and in the log', async ({ system, subscribe }) => {
    const { accountId, admin, ingest, subscription, receiver } = await subscribe(
      { event_types: ['subscribe'] },
      door,
    );
    const { id } = subscription;
    receiver.behave((_request, index) => answer(index === 0 ? 503 : 200));
    expect(await admin.do('sendSample', { id })).toMatchObject({ outcome: 'rejected', status: 503 });
    const [post] = await receiver.received(1);
    expect(post?.headers).toMatchObject({ 'posthorn-sample': 'true' });
    const [sample] = await attemptsOf(system, id, 1);
    expect(sample).toMatchObject({
      ...{ account_id: accountId, subscription_id: id, event_type: 'subscribe', sample: true },
      ...{ outcome: 'rejected', status: 503, attempt: 1, next_step: 'none' },
      ...{ webhook_id: post?.headers['webhook-id'], request_headers: { 'posthorn-sample': 'true' } },
    });
    expect(sample).not.toHaveProperty('origin');

    await ingest.do('publish', subscribed('real@example.com'));
    await receiver.received(2);
    const all = await attemptsOf(system, id, 2);
    expect(all.map((one) => [one.sample, one.outcome, one.origin === undefined])).toEqual([
      [true, 'rejected', true],
      [undefined, 'delivered', false],
    ]);
  });

  journey('the answer says why nobody answered', async ({ subscribe }) => {
    const { admin, subscription } = await subscribe({ event_types: ['subscribe'] }, door);
    const { id } = subscription;
    await admin.do('updateSubscription', { id, url: 'http://127.0.0.1:1/' });
    expect(await admin.do('sendSample', { id })).toMatchObject({
      ...{ outcome: 'unreachable', outcome_reason: 'connect' },
    });
  });
});
