// The problems that only this service has.
import { ProblemError } from '@posthorn/service-runtime';

/** The account has as many as it may. */
export const limitReached = (code: string, detail: string): ProblemError =>
  new ProblemError({
    status: 409,
    grpcStatus: 'RESOURCE_EXHAUSTED',
    code,
    title: 'The account has as many as it may have',
    detail,
  });

/** What it is now does not allow the change. */
export const refusedByState = (code: string, detail: string): ProblemError =>
  new ProblemError({
    status: 409,
    grpcStatus: 'FAILED_PRECONDITION',
    code,
    title: 'Not possible in its present state',
    detail,
  });
