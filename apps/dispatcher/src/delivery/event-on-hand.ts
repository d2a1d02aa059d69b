// An event while its deliveries are under way: its attributes, its bytes, and its body once for all subscriptions.
import {
  readEventData,
  structuredContentType,
  writeAttributes,
  type BodyFormat,
  type Coordinates,
  type EventContract,
  type PosthornEvent,
} from '@posthorn/contracts';
import { bodyEncoders, type BodyContext } from '@posthorn/delivery';

export type EncodedBody =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly detail: string };

export interface EventOnHandOptions {
  readonly event: PosthornEvent;
  readonly eventType: EventContract;
  /** Where the event itself stands in `events.*`. */
  readonly origin: Coordinates;
  /** The record's value, copied out of the fetch. */
  readonly value: Buffer;
}

export class EventOnHand {
  readonly event: PosthornEvent;
  readonly eventType: EventContract;
  readonly origin: Coordinates;
  readonly value: Buffer;
  /** Whether a POST of it was begun, or a delivery handed on: read again, somebody would get it twice. */
  isTouched = false;
  /** By what they depend on. Of most events there is one; no `Map` waits with those that have none yet. */
  #bodies: Map<string, EncodedBody> | undefined;
  #headers: Readonly<Record<string, string>> | undefined;

  constructor({ event, eventType, origin, value }: EventOnHandOptions) {
    this.event =
      event.data.form === 'bytes'
        ? { attributes: event.attributes, data: { form: 'bytes', bytes: value } }
        : event;
    this.eventType = eventType;
    this.origin = origin;
    this.value = value;
  }

  /** Encoded once for each body that differs, as the encoder of the format says. */
  body(format: BodyFormat, context: BodyContext): EncodedBody {
    const key = `${format}/${bodyEncoders[format].variantOf(this.event.attributes, context)}`;
    const known = this.#bodies?.get(key);
    if (known !== undefined) return known;
    const body = this.#encode(format, context);
    this.#bodies ??= new Map();
    this.#bodies.set(key, body);
    return body;
  }

  /** The headers with which the event's bytes can be read again from another topic. */
  get headers(): Readonly<Record<string, string>> {
    this.#headers ??=
      this.event.data.form === 'value'
        ? { 'content-type': structuredContentType }
        : writeAttributes(this.event.attributes);
    return this.#headers;
  }

  #encode(format: BodyFormat, context: BodyContext): EncodedBody {
    const data = readEventData(this.event);
    if (!data.ok) return { kind: 'unreadable', detail: data.detail };
    const event = { attributes: this.event.attributes, data: data.value };
    return { kind: 'body', bytes: bodyEncoders[format].encode(this.eventType, event, context) };
  }
}
