// The trace id of a W3C `traceparent`.

const traceparent = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;

/** `undefined` when the text is no traceparent, or names no trace. */
export function traceIdOf(text: unknown): string | undefined {
  const id = typeof text === 'string' ? traceparent.exec(text)?.[1] : undefined;
  return id === '0'.repeat(32) ? undefined : id;
}
