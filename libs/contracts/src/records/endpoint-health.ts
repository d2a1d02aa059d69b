// Records of `endpoint-health`, by which dispatchers tell subscriptions how endpoints fare. The key is the
// subscription's id. Subscriptions alone decides what follows, and ignores what is older than the row.
import { z } from 'zod';

/** `closed`: POSTs go out. `open`: they wait. `probing`: one goes out to see whether it is answered. */
export const breakers = ['closed', 'open', 'probing'] as const;

/** The endpoint answered 410: it wants nothing any more. */
const goneSchema = z.object({
  kind: z.literal('gone'),
  subscription_id: z.string(),
  account_id: z.string(),
  /** Version of the subscription that the answer was for; ignored when the row has a later one. */
  subscription_version: z.number(),
  /** ISO. */
  at: z.iso.datetime(),
});

/** What one dispatcher saw of an endpoint in the last interval. */
const faringSchema = z.object({
  kind: z.literal('faring'),
  subscription_id: z.string(),
  account_id: z.string(),
  subscription_version: z.number(),
  at: z.iso.datetime(),
  /** POSTs of the interval that were answered 2xx, and all others. */
  ok: z.number(),
  failed: z.number(),
  /** The last 2xx that the dispatcher saw; absent when it saw none since it knows the endpoint. */
  last_ok: z.iso.datetime().optional(),
  breaker: z.enum(breakers),
  /** POSTs that it may have under way. */
  in_flight_max: z.number(),
});

export const endpointHealthSchema = z.discriminatedUnion('kind', [goneSchema, faringSchema]);

export type Breaker = (typeof breakers)[number];
export type EndpointHealth = z.infer<typeof endpointHealthSchema>;
