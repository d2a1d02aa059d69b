// Makes the engine's parts and joins them; starts nothing.
import { createKafka, DurableProducer, RegistryView, type AtLeastOnceConsumer } from '@posthorn/kafka';
import type { Outbound } from '@posthorn/outbound-http';
import type { EndpointReports } from '../health/endpoint-reports.js';
import { Load } from '../intake/load.js';
import type { SecondLooks } from '../intake/second-looks.js';
import type { LaneScheduler } from '../lanes/lane-scheduler.js';
import type { PlacesBound } from '../lanes/places-bound.js';
import type { HandOn } from '../settle/hand-on.js';
import type { Unsent } from '../settle/unsent.js';
import { makeDelivering } from './delivering.js';
import type { EngineOptions } from './engine-options.js';
import type { FormerTiers } from './former-tiers.js';
import { beforeJoinMs, makeReading } from './reading.js';
import { RetentionWatch } from './retention-watch.js';
import { Standstill } from './standstill.js';

/** As long as a group waits for a member that is gone. */
const stillMsMax = 10_000;

export interface EngineParts {
  readonly view: RegistryView;
  readonly producers: readonly DurableProducer[];
  readonly consumers: readonly AtLeastOnceConsumer[];
  readonly lanes: LaneScheduler;
  readonly places: PlacesBound;
  readonly load: Load;
  readonly secondLooks: SecondLooks;
  readonly formerTiers: FormerTiers;
  readonly handOn: HandOn;
  readonly unsent: Unsent;
  readonly reports: EndpointReports;
  readonly outbound: Outbound;
  readonly retention: RetentionWatch;
  /** Aborted when the engine stops. */
  readonly stopping: AbortController;
}

export function makeParts(options: EngineOptions): EngineParts {
  const kafka = makeKafka(options);
  const load = new Load(options.environment.engine, (over) => {
    reading.onLoad(over);
  });
  const standstill = new Standstill({
    ...{ drainMsMax: beforeJoinMs / 2, stillMsMax },
    isDrained: (consumer) => {
      const { lanes, handOn } = delivering;
      const isLookedAt = consumer !== 'events' || reading.secondLooks.pendingCount === 0;
      return lanes.inFlightCount === 0 && handOn.pendingCount === 0 && isLookedAt;
    },
    handOnHalfDone: () => {
      if (delivering.mayHandOn()) delivering.lanes.handOnHalfDone();
    },
    onChange: () => {
      delivering.lanes.reconsider();
    },
  });
  const delivering = makeDelivering(options, { ...kafka, load, standstill });
  const stopping = new AbortController();
  const reading = makeReading(options, { ...kafka, ...delivering, load, standstill, stopping });
  const retention = new RetentionWatch({
    ...options,
    ...{ topics: options.environment.topics, now: delivering.now },
  });
  return { ...kafka, ...delivering, ...reading, load, stopping, retention };
}

/** Nobody waits for an attempt record, nor long for what is handed on: a request costs more than ten records. */
const lingerMs = { journal: 50, handOn: 20 } as const;

/** Attempt records have a producer of their own, so that the log never delays what is handed on. */
function makeKafka({ environment, logger }: EngineOptions) {
  const kafka = createKafka({ ...environment.kafka, clientId: 'dispatcher' }, (level, text, facts) => {
    logger[level](facts, text);
  });
  const view = new RegistryView({
    ...{ kafka, topic: environment.topics.names.registry, clientId: 'dispatcher' },
    keeps: ['account', 'subscription'],
    onProblem: (problem) => {
      logger.warn(problem, 'registry');
    },
  });
  const handOnProducer = new DurableProducer(kafka, { lingerMs: lingerMs.handOn });
  const journalProducer = new DurableProducer(kafka, { lingerMs: lingerMs.journal });
  return { kafka, view, handOnProducer, journalProducer, producers: [handOnProducer, journalProducer] };
}
