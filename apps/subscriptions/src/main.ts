// Starts the service: environment, log, doors. SIGTERM drains it.
import { subscriptionsGroup } from '@posthorn/contracts';
import { crash, createLogger, Metrics, readEnvironment, runService } from '@posthorn/service-runtime';
import { subscriptionsEnvironment } from './environment.js';
import { subscriptionsService } from './subscriptions-service.js';

const { listening, logging, database, tenants, targets, health, kafka, topics, eventTypePlans } =
  readEnvironment(subscriptionsEnvironment);
const logger = createLogger({ service: 'subscriptions', ...logging });
const metrics = new Metrics('subscriptions');
const { names } = topics;

await runService(
  subscriptionsService({
    ...{ listening, logger, metrics, database, targets, topics, eventTypePlans, ...tenants },
    relay: { databaseUrl: database.url, kafka, topic: names.registry, logger, metrics },
    sampleRecords: { kafka, topic: names.attempts, logger, metrics },
    endpointHealth: {
      ...{ kafka, logger, metrics, ...health, topic: names.endpointHealth },
      groupId: subscriptionsGroup(names, 'endpoint-health'),
      onFatal: (error) => crash(logger, error),
    },
  }),
);
