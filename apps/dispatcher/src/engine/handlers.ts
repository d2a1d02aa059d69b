// Makes what the consumers hand their records to.
import { eventRecordBytesMax } from '@posthorn/contracts';
import type { RecordHandler, RegistryView } from '@posthorn/kafka';
import { EventHandler, type IntakeOptions } from '../intake/event-handler.js';
import { Load } from '../intake/load.js';
import { RetryHandler } from '../intake/retry-handler.js';
import { SecondLooks } from '../intake/second-looks.js';
import { viewReadiness } from '../intake/view-ready.js';
import type { LaneScheduler } from '../lanes/lane-scheduler.js';
import { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import type { HandOn } from '../settle/hand-on.js';
import type { EngineOptions } from './engine-options.js';
import { tierDelayMs } from './tier-delay.js';

export interface HandlerParts {
  readonly view: RegistryView;
  readonly handOn: HandOn;
  readonly lanes: LaneScheduler;
  readonly stopping: AbortController;
  readonly now: () => number;
  /** The deliveries in memory went over their bounds, or well below them again. */
  readonly onLoad: (over: boolean) => void;
}

export interface Handlers {
  readonly events: RecordHandler;
  readonly retries: RecordHandler;
  readonly load: Load;
  readonly secondLooks: SecondLooks;
}

export function makeHandlers(
  { environment, metrics, onFatal }: EngineOptions,
  { view, handOn, lanes, stopping, now, onLoad }: HandlerParts,
): Handlers {
  const { topics, engine } = environment;
  const intake = (consumer: string): IntakeOptions => ({
    ...{ view, handOn, load, whenViewReady, recordBytesMax: eventRecordBytesMax },
    begin: (delivery) => {
      lanes.add(delivery);
    },
    count: (what, by = 1) => {
      metrics.records.inc({ consumer, what }, by);
    },
  });
  const load = new Load(engine, onLoad);
  const whenViewReady = viewReadiness(view);
  const secondLooks = new SecondLooks({ view, signal: stopping.signal, onFatal });
  return {
    load,
    secondLooks,
    events: new EventHandler({ ...intake('events'), matcher: new SubscriptionMatcher(), secondLooks }),
    retries: new RetryHandler({
      ...intake('retries'),
      ...{
        now,
        signal: stopping.signal,
        delayMsOf: (topic) => tierDelayMs(topic, topics.names) ?? 0,
      },
    }),
  };
}
