// How a subscription's endpoint fares, as far as dispatchers have told. It is in the row and not in the registry.
import { breakers } from '@posthorn/contracts';
import { z } from 'zod';
import type { Columns, SubscriptionRow } from '../database/rows/index.js';

export type Faring = Pick<Columns<SubscriptionRow>, 'failingSince' | 'lastOkAt' | 'breaker' | 'reportedAt'>;

/** Of another URL, or after a pause or a resume, nothing is known. */
export const unknownFaring: Faring = { failingSince: null, lastOkAt: null, breaker: null, reportedAt: null };

const time = z.iso.datetime();

export const healthSchema = z
  .object({
    breaker: z
      .enum(breakers)
      .describe('closed: events are sent; open: they wait; probing: one is sent to see whether it answers'),
    reported_at: time.describe('When a dispatcher told of it last, every 30 s while it sends'),
    last_ok_at: time.optional().describe('The last report with an answer 2xx'),
    failing_since: time
      .optional()
      .describe('The first report of failures alone; absent when an answer 2xx came since'),
  })
  .describe('How the endpoint fares; absent when nothing was sent since it was made, resumed or moved');

export type Health = z.output<typeof healthSchema>;

export function describeHealth(faring: Faring): Health | undefined {
  const { breaker, reportedAt, lastOkAt, failingSince } = faring;
  if (breaker === null || reportedAt === null) return undefined;
  return {
    breaker,
    reported_at: reportedAt.toISOString(),
    ...(lastOkAt === null ? {} : { last_ok_at: lastOkAt.toISOString() }),
    ...(failingSince === null ? {} : { failing_since: failingSince.toISOString() }),
  };
}
