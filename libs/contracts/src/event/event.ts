// One event as every service sees it: CloudEvents 1.0 attributes with Posthorn's extensions, and its data.
import type { Initiator } from './initiator.js';

/** CloudEvents attributes; names follow the CloudEvents JSON format except for camel case. */
export interface EventAttributes {
  /** CloudEvents `id`: 1 to 256 bytes, no control characters; unique within `source`. */
  readonly id: string;
  /** CloudEvents `source`, a URI reference. */
  readonly source: string;
  /** Event type code of the catalogue, such as `deal_update`. */
  readonly type: string;
  /** RFC 3339 time at which it happened. */
  readonly time: string;
  /** Id of the object that the event is about. */
  readonly subject: string | undefined;
  /** Extension `accountid`. */
  readonly accountId: string;
  /** Extension `initiatedfrom`. */
  readonly initiatedFrom: Initiator;
  /** Extension `initiatedby`; equals `initiatedFrom` when absent. */
  readonly initiatedBy: string;
  /** Extension `listid`: decimal list ids; empty for `0` or absent. */
  readonly listIds: readonly string[];
  /** Extension `schemaid`: the schema of a custom object, so that matching needs no look at the data. */
  readonly schemaId: string | undefined;
  /** Extension `mass`: part of an import or a mass operation, which sends nothing by default. */
  readonly mass: boolean;
  /** Extension `traceparent` (W3C Trace Context). */
  readonly traceparent: string | undefined;
}

/** An event's data: bytes of JSON that nobody has parsed yet (binary mode), or a value (structured mode). */
export type EventData =
  | { readonly form: 'bytes'; readonly bytes: Uint8Array }
  | { readonly form: 'value'; readonly value: unknown };

export interface PosthornEvent {
  readonly attributes: EventAttributes;
  readonly data: EventData;
}
