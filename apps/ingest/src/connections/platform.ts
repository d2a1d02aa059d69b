// What a platform's webhooks look like, and what each of its topics becomes. The platforms themselves stand in folders
// of their own.
import { zodFaults, type FieldFault } from '@posthorn/service-runtime';
import { z } from 'zod';
import { given, shopId } from './payload-values.js';

export interface Platform {
  /** Names of headers, in lower case. */
  readonly headers: { readonly topic: string; readonly signature: string; readonly delivery: string };
  /** The event's id, of the platform's own id of the delivery. */
  readonly eventId: (deliveryId: string, body: Buffer) => string;
  readonly topics: ReadonlyMap<string, Topic>;
}

export interface Topic {
  /** Event type of the catalogue. */
  readonly type: string;
  readonly translate: (payload: unknown, connectionId: string) => Translated;
}

export type Translated =
  | { readonly ok: true; readonly data: object }
  /** By the platform's own names. */
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** A topic whose payload has this schema. `connectionId`: the connection's number. */
export const topic = <S extends z.ZodType>(
  type: string,
  schema: S,
  dataOf: (payload: z.output<S>, connectionId: string) => object,
): Topic => ({
  type,
  translate: (payload, connectionId) => {
    const parsed = schema.safeParse(payload);
    return parsed.success
      ? { ok: true, data: dataOf(parsed.data, connectionId) }
      : { ok: false, faults: zodFaults(parsed.error) };
  },
});

const deleted = z.looseObject({ id: shopId });

/** Of what is deleted, shops tell the id alone. */
export const deletionTopic = (type: string, object: 'order' | 'product'): Topic =>
  topic(type, deleted, ({ id }, connectionId) => ({
    [object]: given({ id, external_id: id, connection_id: connectionId }),
  }));
