// The service as `runService` takes it: its parts put together, its doors, and what it needs to be ready.
import { SigningSecrets } from '@posthorn/delivery';
import { RateLimit, type Logger, type Metrics, type ServiceDefinition } from '@posthorn/service-runtime';
import { uuidv7 } from 'uuidv7';
import { AutomationWebhooks } from './automations/automation-webhooks.js';
import { Callers } from './authentication/callers.js';
import { RegistryLook } from './registry/registry-look.js';
import { reportWebhooks } from './connections/report-webhooks.js';
import { WebhookIntake } from './connections/webhook-intake.js';
import type { IngestEnvironment } from './environment.js';
import { EventTypesService } from './event-types/event-types.service.js';
import { countOutcomes, gaugeInFlight } from './ingest-metrics.js';
import { IngestModule } from './ingest.module.js';
import { KafkaSide } from './kafka/kafka-side.js';
import { EventPublisher } from './publishing/event-publisher.js';
import { EventWriter } from './publishing/event-writer.js';
import { InFlight } from './publishing/in-flight.js';
import { IngestService } from './publishing/ingest.service.js';
import { NamedAccounts } from './publishing/named-accounts.js';
import { RecordCheck } from './publishing/record-check.js';
import { seldom } from './publishing/seldom.js';

export const serviceName = 'ingest';

const inFlightLimits = { eventsMax: 20_000, bytesMax: 67_108_864 };
const acknowledgedWithinMs = 5_000;
const reportEveryMs = 1_000;

export interface IngestSurroundings {
  readonly environment: IngestEnvironment;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export function defineIngest(surroundings: IngestSurroundings): ServiceDefinition {
  const { environment, logger, metrics } = surroundings;
  const kafkaSide = new KafkaSide({
    kafka: { ...environment.kafka, clientId: serviceName },
    topics: environment.topics.names,
    logger,
  });
  const parts = makeParts(kafkaSide, surroundings);
  const eventTypes = new EventTypesService(environment.eventTypePlans);
  return {
    ...{ service: serviceName, logger, metrics },
    module: IngestModule.of({ kafkaSide, eventTypes, ...parts }),
    listening: environment.listening,
    readiness: () => kafkaSide.readiness(),
    grpc: {
      package: 'posthorn.ingest.v1',
      protos: ['ingest', 'event_types', 'automations'].map((name) => `posthorn/ingest/v1/${name}.proto`),
    },
    openApi: {
      title: 'Posthorn ingest',
      description: 'The door for events. The same over gRPC: posthorn.ingest.v1.',
    },
  };
}

function makeParts(kafkaSide: KafkaSide, surroundings: IngestSurroundings) {
  const { environment, metrics } = surroundings;
  const { view } = kafkaSide;
  const look = new RegistryLook(view);
  const filling = { now: () => new Date(), newId: () => `evt_${uuidv7().replaceAll('-', '')}` };
  const publisher = new EventPublisher({
    ...filling,
    records: new RecordCheck(view, look),
    writer: makeWriter(kafkaSide, surroundings),
    rate: new RateLimit(environment.limits.eventsPerSecondPerAccountMax),
    onOutcome: countOutcomes(metrics),
  });
  const callers = new Callers({ view, look, operatorToken: environment.operator.token });
  const accounts = new NamedAccounts(view, look);
  const ingest = new IngestService({ callers, accounts, publisher });
  const automations = new AutomationWebhooks({
    ...{ ...filling, callers, accounts, view, look, publisher },
    targets: environment.targets,
  });
  const webhooks = new WebhookIntake({
    ...{ view, look, publisher },
    secrets: new SigningSecrets(environment.connections.secretBox),
    now: () => Date.now(),
    ...reportWebhooks(surroundings),
  });
  return { ingest, webhooks, automations };
}

function makeWriter(
  { producer }: KafkaSide,
  { environment, logger, metrics }: IngestSurroundings,
): EventWriter {
  const inFlight = new InFlight(inFlightLimits);
  gaugeInFlight(metrics, inFlight);
  return new EventWriter({
    ...{ producer, inFlight, acknowledgedWithinMs },
    topics: environment.topics.names,
    onUnavailable: seldom(reportEveryMs, (error, leftOut) => {
      logger.warn({ err: error, left_out: leftOut }, 'kafka did not acknowledge an event');
    }),
  });
}
