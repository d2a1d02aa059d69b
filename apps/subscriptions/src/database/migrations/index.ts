// Every migration, oldest first. `npm run db:new` writes this list.
import { Registry1763900000000 } from './1763900000000-registry.js';
import { FullPublish1763900100000 } from './1763900100000-full-publish.js';
import { OutboxTransactions1763900200000 } from './1763900200000-outbox-transactions.js';

export const migrations = [Registry1763900000000, FullPublish1763900100000, OutboxTransactions1763900200000];
