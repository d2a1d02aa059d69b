// Takes the webhooks of automations from `events.*`: each is one delivery, to the URL that it names, without a match.
import type { AutomationTarget } from '@posthorn/contracts';
import type { ConsumedRecord, RecordPlace } from '@posthorn/kafka';
import { deliveryOverheadBytes, untried } from '../delivery/delivery.js';
import { automationOf } from '../delivery/destination.js';
import { EventOnHand } from '../delivery/event-on-hand.js';
import { HeldPlace } from './held-place.js';
import type { IntakeOptions } from './intake-options.js';
import type { ReadableAutomation } from './read-event.js';
import type { SecondLooks } from './second-looks.js';

export interface AutomationIntakeOptions extends IntakeOptions {
  readonly secondLooks: Pick<SecondLooks, 'add'>;
}

export class AutomationIntake {
  readonly #options: AutomationIntakeOptions;

  constructor(options: AutomationIntakeOptions) {
    this.#options = options;
  }

  /** An account that is not known is looked for again when the view has caught up: it may have just been made. */
  take(record: ConsumedRecord, read: ReadableAutomation, place: RecordPlace): void {
    const { event, eventType, target } = read;
    const { topic, partition, offset } = record;
    const onHand = new EventOnHand({
      event,
      eventType,
      origin: { topic, partition, offset },
      value: Buffer.from(record.value ?? []),
    });
    if (this.#begun(onHand, target, place)) return;
    const { load, secondLooks, count } = this.#options;
    const bytes = deliveryOverheadBytes + onHand.value.length;
    load.hold(bytes);
    secondLooks.add(() => {
      load.release(bytes);
      if (this.#begun(onHand, target, place)) return;
      count('unknown_account');
      place.complete();
    });
  }

  /** False when its account is not known. */
  #begun(onHand: EventOnHand, target: AutomationTarget, place: RecordPlace): boolean {
    const { view, load, begin, limitsHoldHere } = this.#options;
    const account = view.account(onHand.event.attributes.accountId);
    if (account === undefined) return false;
    const bytes = deliveryOverheadBytes + onHand.value.length;
    begin({
      event: onHand,
      destination: automationOf(account, target),
      history: untried,
      limitsHoldHere,
      registryOffset: view.offset,
      bytes,
      place: new HeldPlace(place, load, bytes),
    });
    return true;
  }
}
