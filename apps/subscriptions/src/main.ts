// Starts the service: environment, log, doors. SIGTERM drains it.
import { createLogger, Metrics, readEnvironment, runService } from '@posthorn/service-runtime';
import { subscriptionsEnvironment } from './environment.js';
import { subscriptionsService } from './subscriptions-service.js';

const { listening, logging, database, tenants, targets, kafka, topics } =
  readEnvironment(subscriptionsEnvironment);
const logger = createLogger({ service: 'subscriptions', ...logging });
const metrics = new Metrics('subscriptions');
const relay = { databaseUrl: database.url, kafka, topic: topics.names.registry, logger, metrics };

await runService(subscriptionsService({ listening, logger, metrics, database, targets, relay, ...tenants }));
