// Makes what the consumers hand their records to.
import { eventRecordBytesMax } from '@posthorn/contracts';
import type { RecordHandler, RegistryView } from '@posthorn/kafka';
import { EventHandler, type IntakeOptions } from '../intake/event-handler.js';
import { HandedOnHandler } from '../intake/handed-on-handler.js';
import { Load } from '../intake/load.js';
import { SecondLooks } from '../intake/second-looks.js';
import { viewReadiness } from '../intake/view-ready.js';
import type { Delivery } from '../delivery/delivery.js';
import { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import type { HandOn } from '../settle/hand-on.js';
import type { EngineOptions } from './engine-options.js';
import { tierDelayMs } from './tier-delay.js';

/** Those who read: events, what is tried again, and what its own limits let wait. */
export const consumerNames = ['events', 'retries', 'paced'] as const;
export type ConsumerName = (typeof consumerNames)[number];

export interface HandlerParts {
  readonly view: RegistryView;
  readonly handOn: HandOn;
  readonly begin: (delivery: Delivery) => void;
  readonly stopping: AbortController;
  readonly now: () => number;
  /** The deliveries in memory went over bounds, or well below them again: all of them, or those of one consumer. */
  readonly onLoad: (over: boolean, of?: ConsumerName) => void;
}

export interface Handlers extends Readonly<Record<ConsumerName, RecordHandler>> {
  readonly load: Load;
  readonly secondLooks: SecondLooks;
}

export function makeHandlers(options: EngineOptions, parts: HandlerParts): Handlers {
  const { view, handOn, begin, stopping, now, onLoad } = parts;
  const { topics, engine } = options.environment;
  const load = new Load(engine, (over) => {
    onLoad(over);
  });
  const whenViewReady = viewReadiness(view);
  const secondLooks = new SecondLooks({ view, signal: stopping.signal, onFatal: options.onFatal });
  const intake = (consumer: ConsumerName): IntakeOptions => ({
    ...{ view, handOn, begin, whenViewReady, recordBytesMax: eventRecordBytesMax },
    load:
      consumer === 'events'
        ? load
        : load.part((over) => {
            onLoad(over, consumer);
          }),
    limitsHoldHere: consumer === 'paced' || engine.commitMode === 'strict',
    count: (what, by = 1) => {
      options.metrics.records.inc({ consumer, what }, by);
    },
  });
  const handedOn = (consumer: ConsumerName): RecordHandler =>
    new HandedOnHandler({
      ...intake(consumer),
      ...{ now, signal: stopping.signal },
      delayMsOf: (topic) => tierDelayMs(topic, topics.names) ?? 0,
    });
  return {
    ...{ load, secondLooks, retries: handedOn('retries'), paced: handedOn('paced') },
    events: new EventHandler({ ...intake('events'), matcher: new SubscriptionMatcher(), secondLooks }),
  };
}
