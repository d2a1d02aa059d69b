// Starts the service: environment, log, doors. SIGTERM drains it.
import { createLogger, Metrics, readEnvironment, runService } from '@posthorn/service-runtime';
import { ingestEnvironment } from './environment.js';
import { defineIngest, serviceName } from './ingest-definition.js';

const environment = readEnvironment(ingestEnvironment);
const logger = createLogger({ service: serviceName, ...environment.logging });

await runService(defineIngest({ environment, logger, metrics: new Metrics(serviceName) }));
