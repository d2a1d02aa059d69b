// Sends events through ingest as a careful client does: what was not accepted is sent again with the same id, until it
// is. Remembers what was answered 202.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { findEventType } from '@posthorn/contracts';
import { z } from 'zod';
import { callApi } from './call-api.js';
import type { Customer } from './customer.js';
import type { SentEvent } from './event-writer.js';
import type { System } from './system.js';

const againAfterMs = 200;
const refused = z.object({ status: z.number() });
/** Ingest's word on where an event stands. */
export const acceptedSchema = z
  .object({ topic: z.string(), partition: z.number(), offset: z.string(), appended_at: z.iso.datetime() })
  .transform(({ topic, partition, offset, appended_at: appendedAt }) => ({
    ...{ topic, partition, offset: Number(offset) },
    appendedAtMs: Date.parse(appendedAt),
  }));
const answerSchema = z.object({
  results: z.array(z.object({ accepted: acceptedSchema.optional(), refused: refused.optional() })),
});

export class IngestWriter {
  /** In the order in which they were accepted. */
  readonly sent: SentEvent[] = [];
  /** Statuses of refused events, and what ended a request without any answer. */
  readonly refusals: (number | Error)[] = [];

  constructor(
    private readonly system: System,
    private readonly customer: Customer,
  ) {}

  /** Resolves when every event is accepted, however long that takes. */
  async send({ count }: { readonly count: number }): Promise<void> {
    let waiting = Array.from({ length: count }, () => `evt_${randomUUID()}`);
    for (;;) {
      waiting = await this.publish(waiting);
      if (waiting.length === 0) return;
      await pause(againAfterMs);
    }
  }

  /** The ids that were not accepted. */
  private async publish(ids: readonly string[]): Promise<string[]> {
    const { accountId, token } = this.customer;
    const url = `${this.system.stack.services.ingest.http}/v1/events`;
    try {
      const { body } = await callApi({ method: 'POST', url, token, body: ids.map(toEvent) });
      const { results } = answerSchema.parse(body);
      return ids.filter((id, index) => {
        const place = results[index]?.accepted;
        if (place === undefined) this.refusals.push(results[index]?.refused?.status ?? 0);
        else this.sent.push({ id, source, accountId, ...place });
        return place === undefined;
      });
    } catch (error) {
      this.refusals.push(error instanceof Error ? error : new Error(String(error)));
      return [...ids];
    }
  }
}

const source = '/testing';

/** About a contact of its own, so that events spread over the partitions. */
const toEvent = (id: string): object => ({
  ...{ id, source, type: 'subscribe', subject: id },
  data: findEventType('subscribe')?.sample,
});
