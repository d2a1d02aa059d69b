// What a row looks like on the topic `registry`. Pure; used for each change and for a full publish.
import type {
  AccountRecord,
  ConnectionRecord,
  SchemaRecord,
  SubscriptionRecord,
  TokenRecord,
} from '@posthorn/contracts';
import {
  AccountRow,
  ConnectionRow,
  SchemaRow,
  SubscriptionRow,
  TokenRow,
  type Columns,
} from '../database/rows/index.js';

export type RowKind = keyof typeof rowOfKind;

/** The table of each kind of registry record that a row stands for. */
export const rowOfKind = {
  account: AccountRow,
  token: TokenRow,
  subscription: SubscriptionRow,
  connection: ConnectionRow,
  schema: SchemaRow,
} as const;

/** All that an account owns; it is deleted with the account, in this order: a subscription before its schema. */
export const ownedKinds = (Object.keys(rowOfKind) as RowKind[]).filter((kind) => kind !== 'account');

/** As SQL names them. */
export const tableOfKind: Readonly<Record<RowKind, string>> = {
  account: 'accounts',
  token: 'tokens',
  subscription: 'subscriptions',
  connection: 'connections',
  schema: 'schemas',
};

export interface RowByKind {
  readonly account: Columns<AccountRow>;
  readonly token: Columns<TokenRow>;
  readonly subscription: Columns<SubscriptionRow>;
  readonly connection: Columns<ConnectionRow>;
  readonly schema: Columns<SchemaRow>;
}

export interface RecordByKind {
  readonly account: AccountRecord;
  readonly token: TokenRecord;
  readonly subscription: SubscriptionRecord;
  readonly connection: ConnectionRecord;
  readonly schema: SchemaRecord;
}

export const accountRecord = (row: Columns<AccountRow>): AccountRecord => ({
  id: row.id,
  name: row.name,
  time_zone: row.timeZone,
  plans: row.plans,
  automation_secrets: row.automationSecrets,
});

export const tokenRecord = (row: Columns<TokenRow>): TokenRecord => ({
  id: row.id,
  account_id: row.accountId,
  role: row.role,
  hash: row.hash,
});

export const subscriptionRecord = (row: Columns<SubscriptionRow>): SubscriptionRecord => ({
  id: row.id,
  account_id: row.accountId,
  name: row.name,
  kind: row.kind,
  url: row.url,
  event_types: row.eventTypes,
  sources: row.sources,
  state: row.state,
  body_format: row.bodyFormat,
  secrets: row.secrets,
  ...(row.listId === null ? {} : { list_id: row.listId }),
  ...(row.schemaId === null ? {} : { schema_id: row.schemaId }),
  ...(row.maxInFlight === null ? {} : { max_in_flight: row.maxInFlight }),
  ...(row.ratePerSecond === null ? {} : { rate_per_second: row.ratePerSecond }),
  ...(row.effectiveFrom === null ? {} : { effective_from_ms: row.effectiveFrom.getTime() }),
});

export const connectionRecord = (row: Columns<ConnectionRow>): ConnectionRecord => ({
  id: row.id,
  account_id: row.accountId,
  number: row.number,
  platform: row.platform,
  secrets: row.secrets,
});

/** Without the labels, and without options where the type has none. */
export const schemaRecord = (row: Columns<SchemaRow>): SchemaRecord => ({
  id: row.id,
  account_id: row.accountId,
  slug: row.slug,
  fields: row.fields.map(({ label: _, options = [], ...field }) => ({
    ...field,
    ...(options.length === 0 ? {} : { options }),
  })),
  relationships: row.relationships.map(({ label: _, ...relationship }) => relationship),
});

/** One function for each kind: `registryRecord.account(row)`. */
export const registryRecord: { readonly [K in RowKind]: (row: RowByKind[K]) => RecordByKind[K] } = {
  account: accountRecord,
  token: tokenRecord,
  subscription: subscriptionRecord,
  connection: connectionRecord,
  schema: schemaRecord,
};
