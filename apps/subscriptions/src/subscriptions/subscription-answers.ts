// What is answered about subscriptions. The same over REST and gRPC.
import { bodyFormats, initiators, subscriptionKinds, subscriptionStates } from '@posthorn/contracts';
import { maskUrl } from '@posthorn/delivery';
import { z } from 'zod';
import { seesSecrets, type Caller } from '../authentication/caller.js';
import type { Columns, SubscriptionRow } from '../database/rows/index.js';
import { describeHealth, healthSchema } from './subscription-health.js';
import { stateReasons } from './subscription-state.js';

export const subscriptionSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  number: z
    .string()
    .describe("Decimal, ascending within the account; stands for the id where an account's own token asks"),
  name: z.string(),
  kind: z.enum(subscriptionKinds),
  url: z.string().describe('Masked for tokens with the role read: the URL is a credential'),
  event_types: z.array(z.string()),
  sources: z.array(z.enum(initiators)),
  list_id: z.string().optional(),
  schema_id: z.string().optional().describe('Of the kind custom_object; every schema when absent'),
  state: z
    .enum(['pending', ...subscriptionStates])
    .describe("pending: the dispatchers' topic does not have it yet"),
  state_reason: z
    .enum(stateReasons)
    .optional()
    .describe(
      'Why Posthorn disabled it (the endpoint answered 410, or failed for DISABLE_AFTER without one 2xx), or the plan suspended it',
    ),
  lacked_event_types: z
    .array(z.string())
    .describe(
      'Those that no plan of the account has; without them, or with a plan that has them, it is resumed',
    ),
  state_changed_at: z.iso.datetime(),
  health: healthSchema.optional(),
  body_format: z.enum(bodyFormats),
  max_in_flight: z.int().optional(),
  rate_per_second: z.number().optional(),
  effective_from: z.iso
    .datetime()
    .optional()
    .describe('Events that Kafka took from this time on are sent; absent while pending'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const createdSubscriptionSchema = subscriptionSchema.extend({
  secret: z
    .string()
    .describe('whsec_…, signs every POST (Standard Webhooks); shown when it is made, and on reveal'),
});

export const subscriptionPageSchema = z.object({
  subscriptions: z.array(subscriptionSchema),
  next_page_token: z.string().optional().describe('Absent on the last page'),
});

export type Subscription = z.output<typeof subscriptionSchema>;
export type CreatedSubscription = z.output<typeof createdSubscriptionSchema>;
export type SubscriptionPage = z.output<typeof subscriptionPageSchema>;

export const describeSubscription = (row: Columns<SubscriptionRow>, caller: Caller): Subscription => ({
  id: row.id,
  account_id: row.accountId,
  number: row.number,
  name: row.name,
  kind: row.kind,
  url: seesSecrets(caller) ? row.url : maskUrl(row.url),
  event_types: row.eventTypes,
  sources: row.sources,
  ...present('list_id', row.listId),
  ...present('schema_id', row.schemaId),
  state: row.state === 'active' && row.effectiveFrom === null ? 'pending' : row.state,
  ...present('state_reason', row.stateReason),
  lacked_event_types: row.lackedEventTypes,
  state_changed_at: row.stateChangedAt.toISOString(),
  ...present('health', describeHealth(row)),
  body_format: row.bodyFormat,
  ...present('max_in_flight', row.maxInFlight),
  ...present('rate_per_second', row.ratePerSecond),
  ...present('effective_from', row.effectiveFrom?.toISOString()),
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

/** A field that is left out when there is nothing to say. */
const present = <K extends string, V>(name: K, value: V | null | undefined) =>
  (value === null || value === undefined ? {} : { [name]: value }) as Readonly<Partial<Record<K, V>>>;
