// Records of the compacted topic `registry`: key `<kind>:<id>`, JSON value or tombstone, the row's version in
// the header `version` (tombstones have one too). Written by the outbox relay only.
import { z } from 'zod';
import { initiators } from '../event/initiator.js';
import { schemaRecordSchema } from './schema-record.js';

export const plans = ['sales', 'marketing', 'sales_enterprise', 'marketing_enterprise'] as const;
export const tokenRoles = ['admin', 'read', 'ingest'] as const;
export const subscriptionStates = ['active', 'paused', 'disabled', 'suspended'] as const;
export const bodyFormats = ['form', 'json'] as const;
/** Shops whose own webhooks ingest takes. */
export const connectionPlatforms = ['shopify', 'woocommerce'] as const;
/** What a subscription is to: each kind has event types of its own. */
export const subscriptionKinds = ['standard', 'custom_object', 'ecommerce'] as const;

/** A secret under AES-256-GCM; see `SecretBox` in libs/delivery. `expires_at_ms`: stands beside a newer one until then. */
export const sealedSecretSchema = z.object({
  key_id: z.string(),
  ciphertext: z.string(),
  expires_at_ms: z.number().optional(),
});

export const accountRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** IANA name, such as `America/Chicago`; `date_time` of the form body uses it. */
  time_zone: z.string(),
  plans: z.array(z.enum(plans)),
  /** Sign the POSTs of its automations, newest first. Absent in records older than those. */
  automation_secrets: z.array(sealedSecretSchema).default([]),
});

export const tokenRecordSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  role: z.enum(tokenRoles),
  /** SHA-256 of the token, lower-case hex. */
  hash: z.string(),
});

export const subscriptionRecordSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  name: z.string(),
  /** Absent in records older than the kinds. */
  kind: z.enum(subscriptionKinds).default('standard'),
  url: z.string(),
  event_types: z.array(z.string()),
  sources: z.array(z.enum(initiators)),
  /** Decimal list id; absent: every list. */
  list_id: z.string().optional(),
  /** Id of a custom object's schema; absent: every schema. */
  schema_id: z.string().optional(),
  state: z.enum(subscriptionStates),
  body_format: z.enum(bodyFormats),
  /** Newest first; each signs every POST. */
  secrets: z.array(sealedSecretSchema),
  max_in_flight: z.number().optional(),
  rate_per_second: z.number().optional(),
  /** Broker time from which events are taken, ms; absent in the very first record, whose own time counts. */
  effective_from_ms: z.number().optional(),
});

/** A shop whose webhooks become events of the account. */
export const connectionRecordSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  /** Decimal, within the account: `connection_id` in the events. */
  number: z.string(),
  platform: z.enum(connectionPlatforms),
  /** Shared with the platform, newest first; each may have signed a webhook. */
  secrets: z.array(sealedSecretSchema),
});

/** Written after each full publish: a view that has read one is complete. */
export const sentinelRecordSchema = z.object({
  database_id: z.string(),
  /** Number of this full publish; every record of it has the same number in the header `epoch`. */
  epoch: z.number(),
  /** Records of that full publish, tombstones not counted. */
  row_count: z.number(),
});

export type Plan = (typeof plans)[number];
export type TokenRole = (typeof tokenRoles)[number];
export type SubscriptionState = (typeof subscriptionStates)[number];
export type SubscriptionKind = (typeof subscriptionKinds)[number];
export type BodyFormat = (typeof bodyFormats)[number];
export type ConnectionPlatform = (typeof connectionPlatforms)[number];
export type SealedSecret = z.infer<typeof sealedSecretSchema>;
export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type TokenRecord = z.infer<typeof tokenRecordSchema>;
export type SubscriptionRecord = z.infer<typeof subscriptionRecordSchema>;
export type ConnectionRecord = z.infer<typeof connectionRecordSchema>;
export type SentinelRecord = z.infer<typeof sentinelRecordSchema>;

export const registrySchemas = {
  account: accountRecordSchema,
  token: tokenRecordSchema,
  subscription: subscriptionRecordSchema,
  connection: connectionRecordSchema,
  schema: schemaRecordSchema,
  sentinel: sentinelRecordSchema,
} as const;

export type RegistryKind = keyof typeof registrySchemas;

export const registryKey = (kind: RegistryKind, id: string): string => `${kind}:${id}`;
export const sentinelId = 'registry';
export const registryHeaders = { version: 'version', epoch: 'epoch' } as const;
