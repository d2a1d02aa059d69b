// Every migration, oldest first. `npm run db:new` writes this list.
import { Registry1763900000000 } from './1763900000000-registry.js';

export const migrations = [Registry1763900000000];
