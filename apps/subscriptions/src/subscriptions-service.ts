// The service as `runService` takes it: its module, its doors, and what it needs to be ready.
import type {
  Logger,
  Metrics,
  ReadinessCheck,
  ServiceDefinition,
  Listening,
} from '@posthorn/service-runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { Database } from './database/database.js';
import { Relay } from './relay/relay.module.js';
import { SubscriptionsModule, type SubscriptionsSettings } from './subscriptions.module.js';

export interface ServiceSettings extends SubscriptionsSettings {
  readonly listening: Listening;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export const subscriptionsService = (settings: ServiceSettings): ServiceDefinition => ({
  service: 'subscriptions',
  module: SubscriptionsModule.with(settings),
  listening: settings.listening,
  logger: settings.logger,
  metrics: settings.metrics,
  readiness: (app) => [databaseCheck(app), ...(settings.relay === undefined ? [] : [relayCheck(app)])],
  grpc: {
    package: 'posthorn.subscriptions.v1',
    protos: ['accounts', 'tokens', 'subscriptions', 'connections', 'schemas', 'lists'].map(
      (name) => `posthorn/subscriptions/v1/${name}.proto`,
    ),
  },
  openApi: {
    title: 'Posthorn subscriptions',
    description:
      'Accounts, tokens, and who wants which events, where. The same over gRPC: posthorn.subscriptions.v1.',
    complete: cleanupOpenApiDoc,
  },
});

const databaseCheck = (app: INestApplicationContext): ReadinessCheck => ({
  name: 'database',
  check: async () => {
    await app.get(Database, { strict: false }).run((manager) => manager.query('SELECT 1'));
    return { ok: true };
  },
});

const relayCheck = (app: INestApplicationContext): ReadinessCheck => ({
  name: 'relay',
  check: () => app.get(Relay, { strict: false }).find(),
});
