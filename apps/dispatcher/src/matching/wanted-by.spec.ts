import type { ViewedSubscription } from '@posthorn/kafka';
import { eventAttributes } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { SubscriptionMatcher } from './subscription-matcher.js';
import { WantedBy } from './wanted-by.js';

const event = { attributes: eventAttributes({ type: 'update' }), appendedAtMs: 1_000 };

/** Looks twice, at two states of the view; the ids that each look found. */
function looks(before: readonly ViewedSubscription[], after: readonly ViewedSubscription[]) {
  let seen = before;
  const view = { subscriptionsOf: () => seen };
  const wantedBy = new WantedBy(event, { view, matcher: new SubscriptionMatcher() });
  seen = after;
  const ids = (list: readonly ViewedSubscription[]): string[] => list.map(({ id }) => id);
  return [ids(wantedBy.first.active), ids(wantedBy.late())];
}

const early = viewedSubscription({ id: 'sub_early' });

it('adds nobody when nothing has changed', () => {
  const same = [early];
  expect(looks(same, same)).toEqual([['sub_early'], []]);
});

it('adds a subscription that was published before the event and not seen yet', () => {
  const late = viewedSubscription({ id: 'sub_late', effectiveFromMs: 1_000 });
  expect(looks([], [late])).toEqual([[], ['sub_late']]);
  expect(looks([early], [early, late])).toEqual([['sub_early'], ['sub_late']]);
});

it('adds one that was seen when it was paused still', () => {
  const paused = viewedSubscription({ id: 'sub_late', state: 'paused' });
  const resumed = { ...paused, state: 'active', changedAtMs: 1_000 } as const;
  expect(looks([paused], [resumed])).toEqual([[], ['sub_late']]);
});

it('adds none that was paused at the event and resumed after it', () => {
  const paused = viewedSubscription({ id: 'sub_late', state: 'paused' });
  const resumed = { ...paused, state: 'active', changedAtMs: 1_001 } as const;
  expect(looks([paused], [resumed])).toEqual([[], []]);
});

it('adds none that takes later events only, and none twice', () => {
  const later = viewedSubscription({ id: 'sub_later', effectiveFromMs: 1_001 });
  expect(looks([early], [{ ...early, url: 'https://moved.example/' }, later])).toEqual([['sub_early'], []]);
});
