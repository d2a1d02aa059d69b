import { findEventType, type EventAttributes } from '@posthorn/contracts';
import type { ViewedSubscription } from '@posthorn/kafka';
import { eventAttributes } from '@posthorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { SubscriptionMatcher } from './subscription-matcher.js';

const matcher = new SubscriptionMatcher();

function ids(attributes: Partial<EventAttributes>, ...subscriptions: ViewedSubscription[]): string[] {
  const full = eventAttributes({ type: 'update', initiatedFrom: 'public', ...attributes });
  return matcher.match({ attributes: full, appendedAtMs: 1_000 }, subscriptions).active.map(({ id }) => id);
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

  it('finds those of each of its lists once, beside those of every list', () => {
    const three = viewedSubscription({ id: 'three', list_id: '3' });
    const seven = viewedSubscription({ id: 'seven', list_id: '7' });
    const every = viewedSubscription({ id: 'every' });
    const found = ids({ listIds: ['7', '3', '7', '9'] }, three, seven, every);
    expect(found.toSorted()).toEqual(['every', 'seven', 'three']);
    expect(ids({ listIds: ['9'] }, three, seven, every)).toEqual(['every']);
  });

  it('holds a schema against that of the event, and takes every schema without one', () => {
    const cars = viewedSubscription({ id: 'cars', schema_id: 'cars' });
    const all = viewedSubscription({ id: 'all' });
    expect(ids({ schemaId: 'cars' }, cars, all)).toEqual(['cars', 'all']);
    expect(ids({ schemaId: 'boats' }, cars, all)).toEqual(['all']);
    expect(ids({ schemaId: undefined }, cars, all)).toEqual(['all']);
  });

  it('finds whom a look at each of them finds', () => {
    const type = fc.constantFrom('update', 'subscriber_note');
    const list = fc.constantFrom<string>('3', '7');
    const wishes = fc.record({
      event_types: fc.uniqueArray(type, { minLength: 1 }),
      list_id: fc.option(list, { nil: undefined }),
    });
    const event = fc.record({ type, listIds: fc.array(list) });
    const property = fc.property(fc.array(wishes), event, (given, attributes) => {
      const all = given.map((wish, index) => viewedSubscription({ ...wish, id: `sub_${index}` }));
      const takesList = findEventType(attributes.type)?.takesList;
      const wanting = all.filter(
        ({ event_types: types, list_id: listId }) =>
          types.includes(attributes.type) &&
          (listId === undefined || !takesList || attributes.listIds.includes(listId)),
      );
      expect(ids(attributes, ...all).toSorted()).toEqual(wanting.map(({ id }) => id).toSorted());
    });
    fc.assert(property);
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
      const match = matcher.match({ attributes, appendedAtMs: 1_000 }, [viewedSubscription({ state })]);
      expect(match).toEqual({ active: [], inactive: 1 });
    },
  );
});
