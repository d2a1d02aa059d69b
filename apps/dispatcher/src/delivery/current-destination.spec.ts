import type { AccountRecord } from '@posthorn/contracts';
import { accountRecord } from '@posthorn/testing';
import { describe, expect, it } from 'vitest';
import { delivery, type DeliveryFixture } from './delivery.fixture.js';
import { automationOf } from './destination.js';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { currentDestination, type Destinations } from './current-destination.js';

type Viewed = Partial<ReturnType<typeof viewedSubscription>>;

const notOurs = { isOurs: () => false, complete: () => undefined };

interface Case {
  readonly known: Viewed | undefined;
  readonly given?: DeliveryFixture;
  readonly state?: Destinations['state'];
  readonly isGone?: boolean;
}

function look({ known, given = {}, state = 'complete', isGone = false }: Case) {
  const view: Destinations = {
    state,
    subscription: () => known && viewedSubscription(known),
    account: () => accountRecord(),
  };
  return currentDestination(delivery(given), { view, isGone: () => isGone });
}

it('is the one of now, with the time zone of its account', () => {
  const current = look({ known: { url: 'https://new.example/' } });
  expect(current).toMatchObject({
    ...{ kind: 'active', timeZone: 'America/Chicago' },
    destination: { url: 'https://new.example/' },
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
  ['another’s to deliver', { known: {}, given: { place: notOurs } }, { kind: 'moved' }],
])('says when it is %s', (_name, given, expected) => {
  expect(look(given)).toMatchObject(expected);
});

describe('an automation', () => {
  const former = accountRecord({ automation_secrets: [{ key_id: 'k1', ciphertext: 'former' }] });
  const automation = automationOf(former, { url: 'https://a.example/', seriesId: '12' });
  const lookFor = (account: AccountRecord | undefined, given: Partial<Destinations> = {}) =>
    currentDestination(delivery({ destination: automation }), {
      view: { state: 'complete', subscription: () => undefined, account: () => account, ...given },
      isGone: () => true,
    });

  it('has the secrets that its account has now, and the URL of its event', () => {
    const automation_secrets = [{ key_id: 'k1', ciphertext: 'new' }];
    const current = lookFor({ ...former, automation_secrets });
    expect(current).toMatchObject({
      ...{ kind: 'active', destination: { url: 'https://a.example/', secrets: automation_secrets } },
    });
  });

  it('stops with the last plan of its account', () => {
    expect(lookFor({ ...former, plans: [] })).toEqual({ kind: 'inactive', state: 'suspended' });
  });

  it('ends with its account, unless that is not read yet', () => {
    expect(lookFor(undefined)).toEqual({ kind: 'deleted' });
    expect(lookFor(undefined, { state: 'loading' })).toMatchObject({
      kind: 'active',
      destination: automation,
    });
  });

  it('is another process’s to deliver when its partition is', () => {
    const moved = delivery({ destination: automation, place: notOurs });
    const view = { state: 'complete', subscription: () => undefined, account: () => former } as const;
    expect(currentDestination(moved, { view, isGone: () => false })).toEqual({ kind: 'moved' });
  });
});
