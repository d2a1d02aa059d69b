// What an outcome says about its endpoint's health: trouble is what more POSTs would make worse.
import { assertNever } from '@posthorn/contracts';
import type { Outcome } from '@posthorn/delivery';
import type { AttemptEnd } from '../lanes/attempt-end.js';

const statusTooManyRequests = 429;
const firstServerError = 500;

export function healthOf(outcome: Outcome): AttemptEnd['health'] {
  switch (outcome.kind) {
    case 'delivered':
      return 'well';
    case 'rejected':
      return outcome.status === statusTooManyRequests || outcome.status >= firstServerError
        ? 'trouble'
        : 'well';
    case 'unreachable':
      return 'trouble';
    case 'blocked':
      return 'none';
    default:
      return assertNever(outcome);
  }
}
