// A problem as the document that travels (RFC 9457): the same JSON over REST and in gRPC's trailing metadata.
import type { FieldFault, Problem } from './problem.js';

export const problemMediaType = 'application/problem+json';

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** The request's id, `urn:request:<id>`; also in the log. */
  readonly instance: string;
  readonly errors?: readonly FieldFault[];
  /** Faults that `errors` leaves out. */
  readonly errors_omitted?: number;
}

export interface DocumentLimits {
  /** What the entries of `errors` may have together, as JSON. */
  readonly errorsBytesMax: number;
}

export const restLimits: DocumentLimits = { errorsBytesMax: 64_000 };
/** Metadata has room for few: many clients take 8 KB in all. */
export const grpcLimits: DocumentLimits = { errorsBytesMax: 3_000 };
const detailCharactersMax = 500;

export function problemDocument(
  problem: Problem,
  requestId: string,
  limits: DocumentLimits,
): ProblemDocument {
  return {
    type: `urn:posthorn:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    detail: clipped(problem.detail),
    instance: `urn:request:${requestId}`,
    ...(problem.errors === undefined ? {} : boundedErrors(problem.errors, limits)),
  };
}

function boundedErrors(errors: readonly FieldFault[], { errorsBytesMax }: DocumentLimits) {
  const told: FieldFault[] = [];
  let bytes = 0;
  for (const { field, detail } of errors) {
    const entry = { field: clipped(field), detail: clipped(detail) };
    bytes += Buffer.byteLength(JSON.stringify(entry));
    if (bytes > errorsBytesMax) break;
    told.push(entry);
  }
  const omitted = errors.length - told.length;
  return { errors: told, ...(omitted > 0 ? { errors_omitted: omitted } : {}) };
}

const clipped = (text: string): string =>
  text.length <= detailCharactersMax ? text : `${text.slice(0, detailCharactersMax - 1)}…`;
