// An event while its deliveries are under way: its attributes, its bytes, and its body once for all subscriptions.
import {
  readEventData,
  structuredContentType,
  writeEvent,
  type Coordinates,
  type EventType,
  type PosthornEvent,
} from '@posthorn/contracts';
import { encodeForm } from '@posthorn/delivery';

export type EncodedBody =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly detail: string };

export interface BodyContext {
  readonly timeZone: string;
  readonly listId: string | undefined;
}

export interface EventOnHandOptions {
  readonly event: PosthornEvent;
  readonly eventType: EventType;
  /** Where the event itself stands in `events.*`. */
  readonly origin: Coordinates;
  /** The record's value, copied out of the fetch. */
  readonly value: Buffer;
}

export class EventOnHand {
  readonly event: PosthornEvent;
  readonly eventType: EventType;
  readonly origin: Coordinates;
  readonly value: Buffer;
  /** Whether a POST of it was begun: somebody may have it. */
  isTouched = false;
  readonly #bodies = new Map<string, EncodedBody>();

  constructor({ event, eventType, origin, value }: EventOnHandOptions) {
    this.event = event.data.form === 'bytes' ? { ...event, data: { form: 'bytes', bytes: value } } : event;
    this.eventType = eventType;
    this.origin = origin;
    this.value = value;
  }

  /** Encoded once for each body that differs: by the account's time zone, and by the list when the event has several. */
  body(context: BodyContext): EncodedBody {
    const several = this.event.attributes.listIds.length > 1;
    const key = `${context.timeZone}/${several ? (context.listId ?? '') : ''}`;
    const known = this.#bodies.get(key);
    if (known !== undefined) return known;
    const body = this.#encode(context);
    this.#bodies.set(key, body);
    return body;
  }

  /** The headers with which the event's bytes can be read again from another topic. */
  headers(): Readonly<Record<string, string>> {
    if (this.event.data.form === 'value') return { 'content-type': structuredContentType };
    return writeEvent(this.event.attributes, null).headers;
  }

  #encode({ timeZone, listId }: BodyContext): EncodedBody {
    const data = readEventData(this.event);
    if (!data.ok) return { kind: 'unreadable', detail: data.detail };
    const event = { attributes: this.event.attributes, data: data.value };
    return { kind: 'body', bytes: encodeForm(this.eventType, event, { timeZone, listId }) };
  }
}
