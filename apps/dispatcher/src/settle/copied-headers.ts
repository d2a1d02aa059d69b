// Headers that outlive the fetch that they came with.
import type { RecordHeaders } from '@posthorn/contracts';

/** A record's headers, copied; of a repeated one the last. */
export function copiedHeaders(headers: RecordHeaders): Record<string, string | Buffer> {
  const copies: Record<string, string | Buffer> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = typeof value === 'object' && !(value instanceof Uint8Array) ? value.at(-1) : value;
    if (last !== undefined) copies[name] = typeof last === 'string' ? last : Buffer.from(last);
  }
  return copies;
}
