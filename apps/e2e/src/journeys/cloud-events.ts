// Events as a product's own Kafka producer writes them, by the CloudEvents SDK, which knows nothing of Posthorn.
import { CloudEvent, Kafka } from 'cloudevents';
import { randomUUID } from 'node:crypto';

export type Mode = 'binary' | 'structured';

export interface ProducedEvent {
  readonly accountId: string;
  readonly type: string;
  /** Default: one that nobody else has. */
  readonly id?: string;
  readonly source?: string;
  readonly time?: string;
  /** CloudEvents' extensions that Posthorn knows, beside `accountid`. */
  readonly extensions?: Readonly<Record<string, string | boolean>>;
  readonly data: object;
}

export interface ProducedRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

/** Of one object, so that all of an account's events stand in one partition, in order. */
export function cloudEventRecord(
  mode: Mode,
  { accountId, extensions, ...event }: ProducedEvent,
): ProducedRecord {
  const cloudEvent = new CloudEvent<object>({
    id: randomUUID(),
    source: '/shop',
    ...event,
    ...extensions,
    datacontenttype: 'application/json',
    accountid: accountId,
    partitionkey: `${accountId}:42`,
  });
  const { key, value, headers } = Kafka[mode](cloudEvent);
  const texts = Object.entries(headers).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, String(text)] as const],
  );
  return {
    key: String(key),
    value: typeof value === 'string' ? value : JSON.stringify(value),
    headers: Object.fromEntries(texts),
  };
}
