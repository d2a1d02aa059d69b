// An outcome in a few words, for people: `rejected 503`, `unreachable timeout`.
import { assertNever } from '@posthorn/contracts';
import type { Outcome } from '@posthorn/delivery';

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'delivered':
    case 'rejected':
      return `${outcome.kind} ${outcome.status}`;
    case 'unreachable':
      return `unreachable ${outcome.reason}`;
    case 'blocked':
      return `blocked ${outcome.reason}: ${outcome.detail}`;
    default:
      return assertNever(outcome);
  }
}
