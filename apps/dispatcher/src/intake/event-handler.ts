// Takes records of `events.*`: reads the event, finds who wants it, and begins a delivery for each.
import { findEventType, parseEvent, type EventType, type PosthornEvent } from '@posthorn/contracts';
import type { ConsumedRecord, Hold, RecordHandler, RegistryView } from '@posthorn/kafka';
import { deliveryOverheadBytes, untried, type Delivery } from '../delivery/delivery.js';
import { EventOnHand } from '../delivery/event-on-hand.js';
import { fanOut } from '../delivery/fan-out.js';
import type { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import type { HandOn } from '../settle/hand-on.js';
import type { Load } from './load.js';

export interface IntakeOptions {
  readonly view: Pick<
    RegistryView,
    'state' | 'offset' | 'account' | 'subscription' | 'subscriptionsOf' | 'reached' | 'whenReached'
  >;
  /** Resolves when the view is complete and confirmed. */
  readonly whenViewReady: () => Promise<void>;
  readonly handOn: HandOn;
  readonly load: Load;
  readonly begin: (delivery: Delivery) => void;
  readonly recordBytesMax: number;
  readonly count: (what: IntakeCount, by?: number) => void;
}

export type IntakeCount = 'taken' | 'unmatched' | 'unknown_account' | 'inactive' | 'poison' | 'too_large';

export class EventHandler implements RecordHandler {
  readonly #options: IntakeOptions;
  readonly #matcher: SubscriptionMatcher;

  constructor(options: IntakeOptions, matcher: SubscriptionMatcher) {
    this.#options = options;
    this.#matcher = matcher;
  }

  /** Nothing is matched before the view is complete: what it lacks would count as not wanted. */
  admit(): Hold | undefined {
    const { view, whenViewReady } = this.#options;
    return view.state === 'complete' ? undefined : { reason: 'view', until: whenViewReady() };
  }

  take(record: ConsumedRecord, complete: () => void): void {
    const { handOn, count, recordBytesMax } = this.#options;
    count('taken');
    const bytes = record.value?.length ?? 0;
    if (bytes > recordBytesMax) {
      count('too_large');
      const detail = `${bytes} bytes, at most ${recordBytesMax} are taken`;
      handOn.recordToDeadLetters({ ...record, value: null }, { reason: 'too_large', detail }, complete);
      return;
    }
    const read = readEvent(record);
    if (read.kind === 'event') {
      this.#deliver(record, read, complete);
      return;
    }
    count('poison');
    handOn.recordToDeadLetters(record, read, complete);
  }

  #deliver(record: ConsumedRecord, { event, eventType }: ReadableEvent, complete: () => void): void {
    const { view, count } = this.#options;
    const { attributes } = event;
    if (view.account(attributes.accountId) === undefined) count('unknown_account');
    const { appendedAtMs } = record;
    const subscriptions = view.subscriptionsOf(attributes.accountId);
    const { active, inactive } = this.#matcher.match({ attributes, eventType, appendedAtMs }, subscriptions);
    if (inactive > 0) count('inactive', inactive);
    if (active.length === 0) {
      count('unmatched');
      complete();
      return;
    }
    const { topic, partition, offset } = record;
    const origin = { topic, partition, offset };
    const onHand = new EventOnHand({ event, eventType, origin, value: Buffer.from(record.value ?? []) });
    this.#fanOut(onHand, active, complete);
  }

  #fanOut(
    event: EventOnHand,
    subscriptions: Parameters<typeof fanOut>[0]['subscriptions'],
    complete: () => void,
  ): void {
    const { view, load, begin } = this.#options;
    const registryOffset = view.offset;
    const bytes = deliveryOverheadBytes + Math.ceil(event.value.length / subscriptions.length);
    fanOut({
      subscriptions,
      complete,
      begin: (subscription, settledOne) => {
        const release = load.hold(bytes);
        const settled = (): void => {
          release();
          settledOne();
        };
        begin({ event, subscription, history: untried, registryOffset, bytes, settled });
      },
    });
  }
}

interface ReadableEvent {
  readonly kind: 'event';
  readonly event: PosthornEvent;
  readonly eventType: EventType;
}

type ReadEvent =
  | ReadableEvent
  | {
      readonly kind: 'poison';
      readonly reason: 'not_a_cloud_event' | 'unreadable_data' | 'unknown_event_type';
      readonly detail: string;
    };

/** The event and its type, or why nobody can read it. */
export function readEvent(record: ConsumedRecord): ReadEvent {
  const parsed = parseEvent(record);
  if (parsed.kind === 'poison') return parsed;
  const { type } = parsed.event.attributes;
  const eventType = findEventType(type);
  if (eventType !== undefined) return { kind: 'event', event: parsed.event, eventType };
  return { kind: 'poison', reason: 'unknown_event_type', detail: `type: ${type} is not in the catalogue` };
}
