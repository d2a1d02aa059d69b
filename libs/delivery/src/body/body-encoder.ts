// What an encoder of bodies is given, and what it says of itself.
import type { EventAttributes, EventContract } from '@posthorn/contracts';

/** An event whose data was parsed. */
export interface DecodedEvent {
  readonly attributes: EventAttributes;
  /** Any JSON can be encoded: what is missing is told as missing, and what is unknown is not told. */
  readonly data: unknown;
}

export interface BodyContext {
  /** IANA time zone of the account; an unknown one counts as UTC. */
  readonly timeZone: string;
  /** The subscription's list, when it has one. */
  readonly listId?: string | undefined;
}

export interface BodyEncoder {
  readonly contentType: string;
  /** Raised whenever the same event would be written otherwise than before. */
  readonly version: number;
  /** The body's bytes. Never throws. */
  readonly encode: (eventType: EventContract, event: DecodedEvent, context: BodyContext) => Buffer;
  /** What else than the event the body depends on: where this is the same, so is the body. */
  readonly variantOf: (attributes: EventAttributes, context: BodyContext) => string;
}
