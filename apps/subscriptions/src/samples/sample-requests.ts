// What may be asked of samples, and what is answered: the request as it was sent, and what came of it. The same over
// REST and gRPC.
import { z } from 'zod';

export const sendSampleSchema = z.strictObject({
  event_type: z
    .string({ error: "The code of one of the subscription's event types" })
    .optional()
    .describe("One of the subscription's; its first when absent"),
});

const headers = z.record(z.string(), z.string());

export const sampleSchema = z.object({
  event_type: z.string(),
  request: z
    .object({ method: z.literal('POST'), url: z.string(), headers, body: z.string() })
    .describe('As it was sent'),
  outcome: z.enum(['delivered', 'rejected', 'unreachable', 'blocked']),
  outcome_reason: z
    .enum(['timeout', 'connect', 'dns', 'tls', 'connection_lost', 'address', 'url'])
    .optional()
    .describe('Why there was no answer (unreachable), or no POST (blocked)'),
  detail: z.string().optional().describe('The fault, for people, when there was no answer'),
  duration_ms: z.int(),
  status: z.int().optional(),
  headers: headers.describe('Of the answer; empty when there was none'),
  body: z.string().optional().describe('Of the answer: the first 16 KB'),
  body_truncated: z.boolean(),
});

export type Sample = z.output<typeof sampleSchema>;
