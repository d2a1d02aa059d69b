import { accountRecord } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { delivery, type DeliveryFixture } from '../delivery/delivery.fixture.js';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { currentSubscription, type Subscriptions } from './current-subscription.js';

type Viewed = Partial<ReturnType<typeof viewedSubscription>>;

interface Case {
  readonly known: Viewed | undefined;
  readonly given?: DeliveryFixture;
  readonly state?: Subscriptions['state'];
  readonly isGone?: boolean;
}

function look({ known, given = {}, state = 'complete', isGone = false }: Case) {
  const view: Subscriptions = {
    state,
    subscription: () => known && viewedSubscription(known),
    account: () => accountRecord(),
  };
  return currentSubscription(delivery(given), { view, isGone: () => isGone });
}

it('is the one of now, with the time zone of its account', () => {
  const current = look({ known: { url: 'https://new.example/' } });
  expect(current).toMatchObject({
    ...{ kind: 'active', timeZone: 'America/Chicago' },
    subscription: { url: 'https://new.example/' },
  });
});

it.each<[string, Case, object]>([
  ['deleted', { known: undefined }, { kind: 'deleted' }],
  ['not read yet', { known: undefined, state: 'loading' }, { kind: 'active' }],
  ['paused', { known: { state: 'paused' } }, { kind: 'inactive', state: 'paused' }],
  ['gone by its own word', { known: {}, isGone: true }, { kind: 'inactive', state: 'disabled' }],
  ['limited', { known: { rate_per_second: 1, registryOffset: 7n } }, { kind: 'limited', registryOffset: 7n }],
  ['limited, and here', { known: { max_in_flight: 1 }, given: { limitsHoldHere: true } }, { kind: 'active' }],
  ['limited and paused', { known: { max_in_flight: 1, state: 'paused' } }, { kind: 'inactive' }],
  ['another’s to deliver', { known: {}, given: { isOurs: () => false } }, { kind: 'moved' }],
])('says when it is %s', (_name, given, expected) => {
  expect(look(given)).toMatchObject(expected);
});
