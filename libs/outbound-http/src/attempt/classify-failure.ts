// What an attempt ended in when no answer came. It goes by how far the attempt was, not by the text of errors.
import type { Outcome, UnreachableReason } from '@posthorn/delivery';
import { BlockedAddressError } from '../names/guarded-lookup.js';
import { OutOfTimeError } from '../sockets/out-of-time-error.js';

export type UnansweredStage = 'lookup' | 'connect' | 'handshake' | 'answer';

interface Reasons {
  readonly failed: UnreachableReason;
  readonly outOfTime: UnreachableReason;
}

// A host that lets a connection wait is as unreachable as one that refuses it: both tell of the network on the way.
const reasons: Readonly<Record<UnansweredStage, Reasons>> = {
  lookup: { failed: 'dns', outOfTime: 'dns' },
  connect: { failed: 'connect', outOfTime: 'connect' },
  handshake: { failed: 'tls', outOfTime: 'timeout' },
  answer: { failed: 'connection_lost', outOfTime: 'timeout' },
};

export function classifyFailure(stage: UnansweredStage, error: Error): Outcome {
  if (error instanceof BlockedAddressError)
    return { kind: 'blocked', reason: 'address', detail: error.message };
  return {
    kind: 'unreachable',
    reason: reasons[stage][error instanceof OutOfTimeError ? 'outOfTime' : 'failed'],
  };
}

const detailCharactersMax = 500;

/** Message and code; of several tried addresses, each one's. */
export function describeFailure(error: Error): string {
  const text =
    error instanceof AggregateError && error.errors.length > 0
      ? error.errors.map((one) => describeOne(one as Error)).join('; ')
      : describeOne(error);
  return text.slice(0, detailCharactersMax);
}

function describeOne(error: Error & { readonly code?: unknown }): string {
  const code = typeof error.code === 'string' && !error.message.includes(error.code) ? error.code : undefined;
  return code === undefined ? error.message : `${error.message} (${code})`;
}
