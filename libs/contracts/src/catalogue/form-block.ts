// A form body as data: which keys an event type writes, in which order, and from where in `data`.
// The encoder in libs/delivery turns blocks into bytes.

/** One pair of the form body: PHP bracket path as its segments, value already text. */
export interface FormPair {
  readonly path: readonly string[];
  readonly value: string;
}

/** Writes some pairs from an event's `data`; tolerant: what is missing or odd becomes an empty value. */
export type FormBlock = (
  data: Readonly<Record<string, unknown>>,
  context: FormContext,
) => readonly FormPair[];

export interface FormContext {
  /** IANA time zone of the account. */
  readonly timeZone: string;
}
