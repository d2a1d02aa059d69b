// The problems that every service has. A service's own codes stand with the service.
import { ProblemError, type FieldFault } from './problem.js';

export const invalidRequest = (errors: readonly FieldFault[]): ProblemError =>
  new ProblemError({
    status: 422,
    code: 'invalid_request',
    title: 'Some fields are wrong',
    detail: summaryOf(errors),
    errors,
  });

/** The first fault, and how many more there are: all of them stand in `errors`. */
function summaryOf([first, ...more]: readonly FieldFault[]): string {
  const told = first === undefined ? 'Look at the fields' : `${first.field}: ${first.detail}`;
  return more.length === 0 ? told : `${told} (and ${more.length} more)`;
}

export const unauthenticated = (detail: string): ProblemError =>
  new ProblemError({
    status: 401,
    code: 'unauthenticated',
    title: 'The token is missing or unknown',
    detail,
  });

export const permissionDenied = (detail: string): ProblemError =>
  new ProblemError({ status: 403, code: 'permission_denied', title: 'The token may not do this', detail });

export const notFound = (detail: string): ProblemError =>
  new ProblemError({ status: 404, code: 'not_found', title: 'There is no such thing', detail });

export const conflict = (code: string, detail: string): ProblemError =>
  new ProblemError({ status: 409, code, title: 'It conflicts with what is there', detail });

/** More at once than the caller may ask for. */
export const rateLimited = (detail: string, retryAfterS: number): ProblemError =>
  new ProblemError({
    status: 429,
    code: 'rate_limited',
    title: 'Too many requests',
    detail,
    retryAfterS,
  });

export const unavailable = (code: string, detail: string, retryAfterS: number): ProblemError =>
  new ProblemError({ status: 503, code, title: 'Not possible at the moment', detail, retryAfterS });
