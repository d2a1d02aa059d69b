// Takes the webhooks of automations from `events.*`: each is one delivery, to the URL that it names, without a match.
import type { ConsumedRecord } from '@posthorn/kafka';
import { deliveryOverheadBytes, untried } from '../delivery/delivery.js';
import { automationOf } from '../delivery/destination.js';
import { EventOnHand } from '../delivery/event-on-hand.js';
import type { IntakeOptions, Place } from './event-handler.js';
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
  take(record: ConsumedRecord, read: ReadableAutomation, place: Place): void {
    if (this.#begun(record, read, place)) return;
    const { load, secondLooks, count } = this.#options;
    const release = load.hold(deliveryOverheadBytes + (record.value?.length ?? 0));
    secondLooks.add(() => {
      release();
      if (this.#begun(record, read, place)) return;
      count('unknown_account');
      place.complete();
    });
  }

  /** False when its account is not known. */
  #begun(record: ConsumedRecord, { event, eventType, target }: ReadableAutomation, place: Place): boolean {
    const { view, load, begin, limitsHoldHere } = this.#options;
    const account = view.account(event.attributes.accountId);
    if (account === undefined) return false;
    const { topic, partition, offset } = record;
    const onHand = new EventOnHand({
      ...{ event, eventType, origin: { topic, partition, offset } },
      value: Buffer.from(record.value ?? []),
    });
    const bytes = deliveryOverheadBytes + onHand.value.length;
    const release = load.hold(bytes);
    begin({
      ...{ event: onHand, destination: automationOf(account, target), history: untried },
      ...{ registryOffset: view.offset, bytes, limitsHoldHere, isOurs: place.isOurs },
      settled: () => {
        release();
        place.complete();
      },
    });
    return true;
  }
}
