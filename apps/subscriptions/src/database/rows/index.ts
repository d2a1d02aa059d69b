// Every table of the service, as TypeORM sees it.
import { AccountRow } from './account-row.js';
import { OutboxRow } from './outbox-row.js';
import { RegistryStateRow } from './registry-state-row.js';
import { SubscriptionRow } from './subscription-row.js';
import { TokenRow } from './token-row.js';

export const rows = [AccountRow, TokenRow, SubscriptionRow, OutboxRow, RegistryStateRow];

export { AccountRow, OutboxRow, RegistryStateRow, SubscriptionRow, TokenRow };
