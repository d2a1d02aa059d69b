import { findEventType, type EventAttributes } from '@posthorn/contracts';
import type { ViewedSubscription } from '@posthorn/kafka';
import { eventAttributes } from '@posthorn/testing';
import { describe, expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { SubscriptionMatcher } from './subscription-matcher.js';

const matcher = new SubscriptionMatcher();

function ids(attributes: Partial<EventAttributes>, ...subscriptions: ViewedSubscription[]): string[] {
  const full = eventAttributes({ type: 'update', initiatedFrom: 'public', ...attributes });
  const eventType = findEventType(full.type);
  if (eventType === undefined) throw new Error(`${full.type} is not in the catalogue`);
  return matcher
    .match({ attributes: full, eventType, appendedAtMs: 1_000 }, subscriptions)
    .active.map(({ id }) => id);
}

describe('SubscriptionMatcher', () => {
  it('matches by event type and source', () => {
    const wanted = viewedSubscription({ event_types: ['update', 'subscribe'], sources: ['public'] });
    expect(ids({}, wanted)).toEqual([wanted.id]);
    expect(ids({ type: 'unsubscribe' }, wanted)).toEqual([]);
    expect(ids({ initiatedFrom: 'api' }, wanted)).toEqual([]);
  });

  it('holds a list against types that take one, and ignores it for others', () => {
    const listed = viewedSubscription({ list_id: '7', event_types: ['update', 'subscriber_note'] });
    expect(ids({ listIds: ['3', '7'] }, listed)).toEqual([listed.id]);
    expect(ids({ listIds: ['3'] }, listed)).toEqual([]);
    expect(ids({ listIds: [] }, listed)).toEqual([]);
    expect(ids({ type: 'subscriber_note', listIds: [] }, listed)).toEqual([listed.id]);
  });

  it('holds a schema against that of the event, and takes every schema without one', () => {
    const cars = viewedSubscription({ id: 'cars', schema_id: 'cars' });
    const all = viewedSubscription({ id: 'all' });
    expect(ids({ schemaId: 'cars' }, cars, all)).toEqual(['cars', 'all']);
    expect(ids({ schemaId: 'boats' }, cars, all)).toEqual(['all']);
    expect(ids({ schemaId: undefined }, cars, all)).toEqual(['all']);
  });

  it('takes events from the moment the subscription is in effect', () => {
    expect(ids({}, viewedSubscription({ id: 'now', effectiveFromMs: 1_000 }))).toEqual(['now']);
    expect(ids({}, viewedSubscription({ effectiveFromMs: 1_001 }))).toEqual([]);
  });

  it('sends nothing of mass operations', () => {
    expect(ids({ mass: true }, viewedSubscription())).toEqual([]);
  });

  it.each(['paused', 'disabled', 'suspended'] as const)(
    'counts a %s subscription and does not deliver to it',
    (state) => {
      const attributes = eventAttributes({ type: 'update', initiatedFrom: 'public' });
      const eventType = findEventType('update');
      if (eventType === undefined) throw new Error('update is not in the catalogue');
      const match = matcher.match({ attributes, eventType, appendedAtMs: 1_000 }, [
        viewedSubscription({ state }),
      ]);
      expect(match).toEqual({ active: [], inactive: 1 });
    },
  );
});
