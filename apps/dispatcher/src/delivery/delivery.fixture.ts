// A delivery to hand around in specs.
import { findEventType } from '@posthorn/contracts';
import { eventAttributes } from '@posthorn/testing';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { untried, type Delivery } from './delivery.js';
import { EventOnHand } from './event-on-hand.js';

export interface DeliveryFixture extends Partial<Delivery> {
  readonly subscriptionId?: string;
  readonly accountId?: string;
}

/** An `update` event's first try; its place does nothing unless given. */
export function delivery({
  subscriptionId = 'sub_1',
  accountId = 'acc_1',
  ...given
}: DeliveryFixture = {}): Delivery {
  const eventType = findEventType('update');
  if (eventType === undefined) throw new Error('update is not in the catalogue');
  const value = Buffer.from(JSON.stringify(eventType.sample));
  const attributes = eventAttributes({ type: 'update', accountId });
  return {
    event: new EventOnHand({
      ...{ eventType, value, origin: { topic: 'events.contact', partition: 0, offset: '0' } },
      event: { attributes, data: { form: 'bytes', bytes: value } },
    }),
    destination: viewedSubscription({ id: subscriptionId, account_id: accountId }),
    history: untried,
    limitsHoldHere: false,
    registryOffset: 0n,
    bytes: 1_000,
    place: { isOurs: () => true, complete: () => undefined },
    ...given,
  };
}
