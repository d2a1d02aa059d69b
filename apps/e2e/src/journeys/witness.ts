// Tells when the dispatchers act on what a customer has changed. Until they have read of a change, an event is treated
// as before it; the registry has one order, so whoever knows a subscription knows all that was changed before it.
import { randomUUID } from 'node:crypto';
import { eventually, type Receiver } from '@posthorn/testing';
import { contactData, emailsIn } from './contact-events.js';
import type { Caller } from './doors/door.js';

/** From a source that no journey's own subscription to this type wants. */
const sign = (email: string) => ({
  ...{ type: 'contact_tag_added', initiatedfrom: 'system' },
  data: { ...contactData(email), tag: 'Sign' },
});

/** A subscription to `contact_tag_added` that has got an event: it is in effect, and so is all before it. */
export class Witness {
  private constructor(
    private readonly customer: Caller,
    private readonly receiver: Receiver,
    private readonly path: string,
  ) {}

  static async appear(customer: Caller, receiver: Receiver): Promise<Witness> {
    const path = `/${randomUUID()}`;
    await customer.do('createSubscription', {
      name: 'Witness',
      url: receiver.url + path,
      event_types: ['contact_tag_added'],
      sources: ['system'],
    });
    const reached = async (): Promise<boolean> => {
      await customer.do('publish', sign('probe@example.com'));
      return receiver.at(path).length > 0;
    };
    await eventually(reached, { timeoutMs: 15_000, intervalMs: 50, what: 'an event at the witness' });
    return new Witness(customer, receiver, path);
  }

  /** Resolves when one more event has come: all that were sent before it, of the same contact, have been matched. */
  async sees(): Promise<void> {
    const email = `${randomUUID()}@example.com`;
    await this.customer.do('publish', sign(email));
    await eventually(() => emailsIn(this.receiver.at(this.path)).includes(email), { what: 'its event' });
  }
}
