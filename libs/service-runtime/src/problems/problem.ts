// A problem as both doors tell it (RFC 9457): what went wrong, under a code that never changes, and where.

/** One faulty field; `field` is its path, such as `data.contact.email` or `events[3].type`. */
export interface FieldFault {
  readonly field: string;
  /** What is wrong and how to set it right. */
  readonly detail: string;
}

export interface Problem {
  /** HTTP status; gRPC's is derived from it, unless `grpcStatus` says more. */
  readonly status: number;
  readonly grpcStatus?: 'FAILED_PRECONDITION' | 'RESOURCE_EXHAUSTED';
  /** Stable snake_case word for programs. */
  readonly code: string;
  /** The same for every problem with this code. */
  readonly title: string;
  /** About this one, for people. */
  readonly detail: string;
  readonly errors?: readonly FieldFault[];
  /** Becomes `Retry-After`. */
  readonly retryAfterS?: number;
}

/** Carries a problem to the door that answers; the filters of REST and gRPC turn it into an answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
  }
}
