import { topicNames, writeEvent } from '@posthorn/contracts';
import type { ConsumedRecord, ViewedSubscription } from '@posthorn/kafka';
import { accountRecord, eventAttributes } from '@posthorn/testing';
import { expect, it } from 'vitest';
import type { Delivery } from '../delivery/delivery.js';
import { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import { HandOn } from '../settle/hand-on.js';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { EventHandler } from './event-handler.js';
import { Load } from './load.js';

const written = writeEvent(eventAttributes({ type: 'update' }), { contact: { id: '42' } });
const record: ConsumedRecord = {
  ...{ topic: 'events.contact', partition: 0, offset: '7', key: null, appendedAtMs: 1_000, knownAtMs: 50 },
  ...{ headers: written.headers, value: Buffer.from(written.value) },
};
const early = viewedSubscription({ id: 'sub_early' });
const late = viewedSubscription({ id: 'sub_late' });

interface Given {
  /** When the view's end was last asked for and reached. */
  readonly caughtUpAtMs: number;
  readonly subscriptions: readonly ViewedSubscription[];
}

/** Takes one `update` event that this process has known of for 50 ms. */
function take({ caughtUpAtMs, subscriptions }: Given) {
  let seen = subscriptions;
  let completed = 0;
  const begun: Delivery[] = [];
  const counted: string[] = [];
  const waiting: (() => void)[] = [];
  const load = new Load({ deliveriesMax: 10, bytesMax: 100_000 }, () => undefined);
  const view = {
    ...{ state: 'complete' as const, offset: 5n, subscription: () => undefined },
    ...{ reached: () => true, whenReached: () => Promise.resolve(), account: () => accountRecord() },
    subscriptionsOf: () => seen,
    hasCaughtUpWith: (atMs: number) => caughtUpAtMs >= atMs,
  };
  const unused = new HandOn({
    producer: { send: () => Promise.reject(new Error('nothing is handed on')) },
    ...{ topics: topicNames('t.'), onUnavailable: () => undefined, onFatal: () => undefined },
  });
  const handler = new EventHandler({
    ...{ view, load, handOn: unused, whenViewReady: () => Promise.resolve(), later: () => undefined },
    ...{ matcher: new SubscriptionMatcher(), recordBytesMax: 10_000, limitsHoldHere: false },
    begin: (delivery) => begun.push(delivery),
    count: (what) => counted.push(what),
    secondLooks: { add: (look) => waiting.push(look) },
  });
  handler.take(record, { complete: () => (completed += 1), isOurs: () => true });
  return {
    ...{ begun, counted, load, waiting },
    ids: () => begun.map(({ destination }) => destination.id),
    completed: () => completed,
    lookAgain: (now: readonly ViewedSubscription[]) => {
      seen = now;
      for (const look of waiting) look();
    },
  };
}

it('looks again when the view has caught up with an event that is newer than its last end', () => {
  const taken = take({ caughtUpAtMs: 49, subscriptions: [early] });
  taken.begun[0]?.place.complete();
  expect([taken.ids(), taken.completed(), taken.load.deliveries]).toEqual([['sub_early'], 0, 1]);
  taken.lookAgain([early, late]);
  expect([taken.ids(), taken.completed()]).toEqual([['sub_early', 'sub_late'], 0]);
  taken.begun[1]?.place.complete();
  expect([taken.completed(), taken.load.deliveries, taken.counted]).toEqual([1, 0, ['taken']]);
});

it('counts what nobody wants when the second look has found nobody either', () => {
  const taken = take({ caughtUpAtMs: 49, subscriptions: [] });
  expect([taken.completed(), taken.counted]).toEqual([0, ['taken']]);
  taken.lookAgain([]);
  expect([taken.completed(), taken.counted]).toEqual([1, ['taken', 'unmatched']]);
});

it('looks once at an event that was there before the view was last asked for its end', () => {
  const taken = take({ caughtUpAtMs: 50, subscriptions: [early] });
  expect([taken.ids(), taken.waiting, taken.completed()]).toEqual([['sub_early'], [], 0]);
  taken.begun[0]?.place.complete();
  expect([taken.completed(), taken.load.deliveries, taken.counted]).toEqual([1, 0, ['taken']]);
});

it('completes and counts an event that was there and that nobody wants', () => {
  const taken = take({ caughtUpAtMs: 50, subscriptions: [] });
  expect([taken.completed(), taken.waiting, taken.counted]).toEqual([1, [], ['taken', 'unmatched']]);
});
