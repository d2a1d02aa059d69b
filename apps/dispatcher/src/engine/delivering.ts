// Makes what takes a delivery from its beginning to its end: lanes, attempts, settlement, and who is told of it.
import { parseDurationLabel } from '@posthorn/contracts';
import {
  defaultRetryPolicy,
  isGone,
  SigningSecrets,
  tierForWait,
  type RetryPolicy,
} from '@posthorn/delivery';
import type { DurableProducer, RegistryView } from '@posthorn/kafka';
import { createOutbound, type Outbound } from '@posthorn/outbound-http';
import { AttemptJournal } from '../attempt/attempt-journal.js';
import { Attempts } from '../attempt/attempts.js';
import { currentDestination, type DestinationSources } from '../delivery/current-destination.js';
import type { Delivery } from '../delivery/delivery.js';
import { isLimited, limitsOf } from '../delivery/limits.js';
import type { DispatcherEnvironment } from '../dispatcher-environment.js';
import { EndpointReports } from '../health/endpoint-reports.js';
import type { Load } from '../intake/load.js';
import { Hosts } from '../lanes/hosts.js';
import { LaneScheduler } from '../lanes/lane-scheduler.js';
import { NetworkSuspicion } from '../lanes/network-suspicion.js';
import { PlacesBound } from '../lanes/places-bound.js';
import { Endings } from '../settle/endings.js';
import { HandOn } from '../settle/hand-on.js';
import { Settlement } from '../settle/settlement.js';
import { Unsent } from '../settle/unsent.js';
import type { EngineOptions } from './engine-options.js';
import { atEndOfTurn, later } from './later.js';
import type { Standstill } from './standstill.js';

export interface GivenParts extends KafkaParts {
  readonly load: Pick<Load, 'leeway'>;
  readonly standstill: Pick<Standstill, 'isOn' | 'mayBegin'>;
}

export interface KafkaParts {
  readonly view: RegistryView;
  readonly handOnProducer: DurableProducer;
  readonly journalProducer: DurableProducer;
}

const now = (): number => Date.now();

/** An attempt record that waits takes about 2 KB. */
const unwrittenAttemptsMax = 10_000;
const laneQueuedMax = 10_000;
const laneQueuedBytesMax = 16_000_000;

export function makeDelivering(options: EngineOptions, kafka: GivenParts) {
  const { environment } = options;
  const outbound = createOutbound({
    targetPolicy: environment.targets,
    connectTimeoutMs: environment.engine.connectTimeoutMs,
  });
  const network = new NetworkSuspicion();
  const told = makeTold(options, kafka);
  const settling = makeSettling(options, { ...kafka, network });
  const sources: DestinationSources = {
    view: kafka.view,
    isGone: (subscription) => told.reports.isGone(subscription),
  };
  const { load, standstill } = kafka;
  /** Not with strict commits, and not while the fault is ours. */
  const mayHandOn = (): boolean => environment.engine.commitMode === 'handoff' && !network.isSuspect(now());
  const places = new PlacesBound(environment.engine.inFlightMax);
  const parts = { ...told, ...settling, sources, outbound, mayHandOn, network, load, standstill, places };
  const lanes = makeLanes(options, parts, makeAttempts(options, parts));
  /** What has limits is looked at before it queues: its lane is slow, and may not be here. */
  const begin = (delivery: Delivery): void => {
    const { destination } = delivery;
    const limited = destination.kind !== 'automation' && isLimited(destination);
    const current = limited ? currentDestination(delivery, sources) : undefined;
    if (current === undefined || current.kind === 'active') lanes.add(delivery);
    else settling.unsent.byRule(delivery, current);
  };
  return { ...settling, outbound, lanes, places, mayHandOn, reports: told.reports, begin, now };
}

interface DeliveringParts extends ReturnType<typeof makeTold>, ReturnType<typeof makeSettling> {
  readonly sources: DestinationSources;
  readonly outbound: Outbound;
  readonly mayHandOn: () => boolean;
  readonly network: NetworkSuspicion;
  readonly places: PlacesBound;
  readonly load: Pick<Load, 'leeway'>;
  readonly standstill: Pick<Standstill, 'isOn' | 'mayBegin'>;
}

/** Who is told of attempts; no delivery waits for them. */
function makeTold({ environment, metrics, logger }: EngineOptions, { journalProducer }: KafkaParts) {
  const { names } = environment.topics;
  const journal = new AttemptJournal({
    ...{ producer: journalProducer, topic: names.attempts, unwrittenMax: unwrittenAttemptsMax },
    log: (facts, quiet) => {
      const level = quiet ? 'debug' : 'info';
      if (logger.isLevelEnabled(level)) logger[level](facts(), 'attempt');
    },
    observe: (outcome, durationMs) => {
      metrics.attempts.observe({ outcome }, durationMs / 1_000);
    },
    onDropped: () => {
      metrics.attemptRecordsDropped.inc();
    },
  });
  const reports = new EndpointReports({
    ...{ producer: journalProducer, topic: names.endpointHealth, now },
    onDropped: () => {
      metrics.endpointReportsDropped.inc();
    },
  });
  return { journal, reports };
}

function makeSettling(
  { environment, metrics, logger, onFatal }: EngineOptions,
  { handOnProducer, network }: KafkaParts & { readonly network: NetworkSuspicion },
) {
  const handOn = new HandOn({
    ...{ producer: handOnProducer, topics: environment.topics.names, onFatal },
    onUnavailable: (error) => {
      metrics.handOnFailures.inc();
      logger.warn({ err: error }, 'a delivery cannot be handed on; trying again');
    },
  });
  const policy = retryPolicy(environment);
  const endings = new Endings({
    ...{ handOn, now },
    count: (ending) => {
      metrics.endings.inc({ ending });
    },
  });
  const settlement = new Settlement({
    ...{ endings, policy, now },
    networkIsSuspect: () => network.isSuspect(now()),
  });
  return { handOn, settlement, unsent: new Unsent({ endings, policy, now }) };
}

function makeAttempts({ environment, metrics, logger }: EngineOptions, parts: DeliveringParts): Attempts {
  const { reports, network, sources, outbound, settlement, unsent, journal } = parts;
  const hosts = new Hosts();
  return new Attempts({
    ...{ sources, outbound, settlement, unsent, journal, now },
    secrets: new SigningSecrets(environment.secrets),
    requestTimeoutMs: environment.engine.requestTimeoutMs,
    onOutcome: (destination, outcome) => {
      network.add(hosts.of(destination), outcome, now());
      if (destination.kind === 'automation') return;
      reports.add(destination, outcome.kind === 'delivered');
      if (isGone(outcome)) reports.gone(destination);
    },
    onUnsigned: ({ destination }, detail) => {
      metrics.unsigned.inc();
      logger.error({ subscription_id: destination.id, detail }, 'SECRETS_KEYS does not open a secret');
    },
  });
}

function makeLanes(
  { environment, onFatal }: EngineOptions,
  { sources, unsent, mayHandOn, load, standstill, places }: DeliveringParts,
  attempts: Attempts,
): LaneScheduler {
  const { engine } = environment;
  const shortestTier = tierForWait(0, retryPolicy(environment).tiers);
  return new LaneScheduler({
    limits: {
      ...{ inFlightMax: engine.laneInFlightMax, waitMsMax: engine.laneWaitMsMax },
      ...{ queuedMax: laneQueuedMax, queuedBytesMax: laneQueuedBytesMax },
      movingWaitMsMax: Math.max(engine.laneWaitMsMax, shortestTier.delayMs),
    },
    ...{ places, now, later, atEndOfTurn, random: Math.random, onFatal },
    leeway: () => load.leeway,
    limitsOf: (subscriptionId) => limitsOf(sources.view.subscription(subscriptionId)),
    mayBegin: (delivery) => standstill.mayBegin(delivery),
    mayDefer: () => !standstill.isOn && mayHandOn(),
    attempt: (delivery) => attempts.make(delivery),
    defer: (delivery, refusal) => {
      unsent.defer(delivery, refusal);
    },
  });
}

export const retryPolicy = ({ topics, engine }: DispatcherEnvironment): RetryPolicy => ({
  ...defaultRetryPolicy,
  commitMode: engine.commitMode,
  tiers: topics.retryTiers.map((label) => ({ label, delayMs: parseDurationLabel(label) ?? 0 })),
  giveUpAfterMs: engine.giveUpAfterMs,
});
