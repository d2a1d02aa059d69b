// Every migration, oldest first. `npm run db:new` writes this list.
import { Registry1763900000000 } from './1763900000000-registry.js';
import { FullPublish1763900100000 } from './1763900100000-full-publish.js';
import { OutboxTransactions1763900200000 } from './1763900200000-outbox-transactions.js';
import { EndpointHealth1763900300000 } from './1763900300000-endpoint-health.js';
import { KindsAndPlans1763900400000 } from './1763900400000-kinds-and-plans.js';
import { Connections1763900500000 } from './1763900500000-connections.js';
import { Schemas1763900610000 } from './1763900610000-schemas.js';
import { AutomationSecrets1763900700000 } from './1763900700000-automation-secrets.js';
import { Lists1763900800000 } from './1763900800000-lists.js';

export const migrations = [
  Registry1763900000000,
  FullPublish1763900100000,
  OutboxTransactions1763900200000,
  EndpointHealth1763900300000,
  KindsAndPlans1763900400000,
  Connections1763900500000,
  Schemas1763900610000,
  AutomationSecrets1763900700000,
  Lists1763900800000,
];
