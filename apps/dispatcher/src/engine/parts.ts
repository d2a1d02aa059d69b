// Makes the engine's parts and joins them; starts nothing.
import { parseDurationLabel } from '@posthorn/contracts';
import { defaultRetryPolicy, isGone, type RetryPolicy } from '@posthorn/delivery';
import { createKafka, DurableProducer, RegistryView, type AtLeastOnceConsumer } from '@posthorn/kafka';
import { createOutbound, type Outbound } from '@posthorn/outbound-http';
import { AttemptJournal } from '../attempt/attempt-journal.js';
import { Attempts } from '../attempt/attempts.js';
import { SigningSecrets } from '../attempt/signing-secrets.js';
import type { DispatcherEnvironment } from '../dispatcher-environment.js';
import { EndpointReports } from '../health/endpoint-reports.js';
import type { Load } from '../intake/load.js';
import type { SecondLooks } from '../intake/second-looks.js';
import { LaneScheduler } from '../lanes/lane-scheduler.js';
import { NetworkSuspicion } from '../lanes/network-suspicion.js';
import { HandOn } from '../settle/hand-on.js';
import { Settlement } from '../settle/settlement.js';
import type { EngineOptions } from './engine-options.js';
import { makeReading } from './reading.js';

export interface EngineParts {
  readonly view: RegistryView;
  readonly producers: readonly DurableProducer[];
  readonly consumers: readonly AtLeastOnceConsumer[];
  readonly lanes: LaneScheduler;
  readonly load: Load;
  readonly secondLooks: SecondLooks;
  readonly handOn: HandOn;
  readonly settlement: Settlement;
  readonly reports: EndpointReports;
  readonly outbound: Outbound;
  /** Aborted when the engine stops. */
  readonly stopping: AbortController;
}

const now = (): number => Date.now();

/** An attempt record that waits takes about 2 KB. */
const unwrittenAttemptsMax = 10_000;
const laneQueuedMax = 10_000;
const laneQueuedBytesMax = 16_000_000;

export function makeParts(options: EngineOptions): EngineParts {
  const kafka = makeKafka(options);
  const delivering = makeDelivering(options, kafka);
  const stopping = new AbortController();
  return {
    ...kafka,
    ...delivering,
    stopping,
    ...makeReading(options, { ...kafka, ...delivering, stopping, now }),
  };
}

type KafkaParts = ReturnType<typeof makeKafka>;

/** Attempt records have a producer of their own, so that the log never delays what is handed on. */
function makeKafka({ environment, logger }: EngineOptions) {
  const kafka = createKafka({ ...environment.kafka, clientId: 'dispatcher' }, (level, text, facts) => {
    logger[level](facts, text);
  });
  const view = new RegistryView({
    ...{ kafka, topic: environment.topics.names.registry, clientId: 'dispatcher' },
    onProblem: (problem) => {
      logger.warn(problem, 'registry');
    },
  });
  const handOnProducer = new DurableProducer(kafka);
  const journalProducer = new DurableProducer(kafka);
  return { kafka, view, handOnProducer, journalProducer, producers: [handOnProducer, journalProducer] };
}

function makeDelivering(options: EngineOptions, kafka: KafkaParts) {
  const { environment, metrics, logger, onFatal } = options;
  const { engine } = environment;
  const outbound = createOutbound({
    targetPolicy: environment.targets,
    connectTimeoutMs: engine.connectTimeoutMs,
  });
  const handOn = new HandOn({
    ...{ producer: kafka.handOnProducer, topics: environment.topics.names, now, onFatal },
    onUnavailable: (error) => {
      metrics.handOnFailures.inc();
      logger.warn({ err: error }, 'a delivery cannot be handed on; trying again');
    },
  });
  const network = new NetworkSuspicion();
  const reports = new EndpointReports({
    ...{ producer: kafka.journalProducer, topic: environment.topics.names.endpointHealth, now },
    onDropped: () => {
      metrics.endpointReportsDropped.inc();
    },
  });
  const settlement = new Settlement({
    ...{ handOn, now, policy: retryPolicy(environment) },
    networkIsSuspect: () => network.isSuspect(now()),
    count: (ending) => {
      metrics.endings.inc({ ending });
    },
  });
  const attempts = new Attempts({
    sources: { view: kafka.view, isGone: (subscription) => reports.isGone(subscription) },
    ...{ secrets: new SigningSecrets(environment.secrets), outbound, settlement, now },
    journal: makeJournal(options, kafka),
    requestTimeoutMs: engine.requestTimeoutMs,
    onOutcome: (subscription, outcome) => {
      network.add(hostOf(subscription.url), outcome, now());
      reports.add(subscription, outcome.kind === 'delivered');
      if (isGone(outcome)) reports.gone(subscription);
    },
    onUnsigned: ({ subscription }, detail) => {
      metrics.unsigned.inc();
      logger.error({ subscription_id: subscription.id, detail }, 'SECRETS_KEYS does not open a secret');
    },
  });
  const lanes = new LaneScheduler({
    limits: {
      inFlightMax: engine.laneInFlightMax,
      queuedMax: laneQueuedMax,
      queuedBytesMax: laneQueuedBytesMax,
      waitMsMax: engine.laneWaitMsMax,
    },
    ...{ inFlightMax: engine.inFlightMax, now, random: Math.random, onFatal },
    mayDefer: () => !network.isSuspect(now()),
    attempt: (delivery) => attempts.make(delivery),
    defer: (delivery, waitMs) => settlement.defer(delivery, waitMs),
  });
  return { outbound, handOn, settlement, lanes, reports };
}

/** A URL that is none has no host; its outcome is `blocked`. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

function makeJournal(
  { environment, metrics, logger }: EngineOptions,
  { journalProducer }: KafkaParts,
): AttemptJournal {
  return new AttemptJournal({
    producer: journalProducer,
    topic: environment.topics.names.attempts,
    unwrittenMax: unwrittenAttemptsMax,
    log: (facts, quiet) => {
      logger[quiet ? 'debug' : 'info'](facts, 'attempt');
    },
    observe: (outcome, durationMs) => {
      metrics.attempts.observe({ outcome }, durationMs / 1_000);
    },
    onDropped: () => {
      metrics.attemptRecordsDropped.inc();
    },
  });
}

export const retryPolicy = ({ topics, engine }: DispatcherEnvironment): RetryPolicy => ({
  ...defaultRetryPolicy,
  tiers: topics.retryTiers.map((label) => ({ label, delayMs: parseDurationLabel(label) ?? 0 })),
  giveUpAfterMs: engine.giveUpAfterMs,
});
