// A shop's payload as JSON whose numbers stay text: ids have more digits than a number holds, and amounts come as
// numbers here and as text there.
import type { FieldFault } from '@posthorn/service-runtime';
import { parse } from 'lossless-json';

export type ParsedPayload =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

export function parsePayload(body: Buffer): ParsedPayload {
  try {
    return { ok: true, payload: parse(body.toString(), null, (digits) => digits) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, faults: [{ field: 'body', detail: 'Expected JSON' }] };
  }
}
