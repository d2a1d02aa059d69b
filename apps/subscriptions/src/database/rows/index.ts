// Every table of the service, as TypeORM sees it.
import { AccountRow } from './account-row.js';
import { ConnectionRow } from './connection-row.js';
import { ListRow } from './list-row.js';
import { OutboxRow } from './outbox-row.js';
import { RegistryStateRow } from './registry-state-row.js';
import { SchemaRow } from './schema-row.js';
import { SubscriptionRow } from './subscription-row.js';
import { TokenRow } from './token-row.js';

export const rows = [
  AccountRow,
  TokenRow,
  SubscriptionRow,
  ConnectionRow,
  SchemaRow,
  ListRow,
  OutboxRow,
  RegistryStateRow,
];

/** A row's columns, whether it was read or is about to be written. */
export type Columns<Row> = Pick<Row, keyof Row>;

export {
  AccountRow,
  ConnectionRow,
  ListRow,
  OutboxRow,
  RegistryStateRow,
  SchemaRow,
  SubscriptionRow,
  TokenRow,
};
export type { LabelledField, LabelledRelationship } from './schema-row.js';
