// Makes what the consumers hand their records to.
import { eventRecordBytesMax } from '@posthorn/contracts';
import type { RecordHandler, RegistryView } from '@posthorn/kafka';
import { EventHandler } from '../intake/event-handler.js';
import { HandedOnHandler } from '../intake/handed-on-handler.js';
import type { IntakeOptions } from '../intake/intake-options.js';
import type { Load } from '../intake/load.js';
import { SecondLooks } from '../intake/second-looks.js';
import { viewReadiness } from '../intake/view-ready.js';
import type { Delivery } from '../delivery/delivery.js';
import { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import type { HandOn } from '../settle/hand-on.js';
import type { EngineOptions } from './engine-options.js';
import { later } from './later.js';
import { tierDelayMs } from './tier-delay.js';

/** Those who read: events, what is tried again, and what its own limits let wait. */
export type ConsumerName = 'events' | 'retries' | 'paced';

export interface HandlerParts {
  readonly view: RegistryView;
  readonly handOn: HandOn;
  readonly load: Load;
  readonly begin: (delivery: Delivery) => void;
  readonly stopping: AbortController;
  readonly now: () => number;
  /** The deliveries of one consumer went over their share of memory, or well below it again. */
  readonly onShare: (consumer: ConsumerName, over: boolean) => void;
}

export interface Handlers extends Readonly<Record<ConsumerName, RecordHandler>> {
  readonly secondLooks: SecondLooks;
}

export function makeHandlers(options: EngineOptions, parts: HandlerParts): Handlers {
  const { view, handOn, load, begin, stopping, now, onShare } = parts;
  const { topics, engine } = options.environment;
  const whenViewReady = viewReadiness(view);
  const secondLooks = new SecondLooks({ view, signal: stopping.signal, onFatal: options.onFatal });
  const intake = (consumer: ConsumerName): IntakeOptions => ({
    ...{ view, handOn, begin, whenViewReady, recordBytesMax: eventRecordBytesMax },
    load:
      consumer === 'events'
        ? load
        : load.part(
            (over) => {
              onShare(consumer, over);
            },
            // What is limited waits here by its subscription's own wish, however busy the process is.
            consumer === 'paced' ? 'set' : 'now',
          ),
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
    ...{ secondLooks, retries: handedOn('retries'), paced: handedOn('paced') },
    events: new EventHandler({
      ...intake('events'),
      ...{ matcher: new SubscriptionMatcher(), secondLooks, later },
    }),
  };
}
