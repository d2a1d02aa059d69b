// One attempt from the lane to its next step: what its destination is now, the request, the POST, the settlement.
import { assertNever } from '@posthorn/contracts';
import type { Outcome, SigningSecrets } from '@posthorn/delivery';
import type { PostRequest, PostResult } from '@posthorn/outbound-http';
import type { Delivery } from '../delivery/delivery.js';
import { timeoutMsOf, type Destination } from '../delivery/destination.js';
import type { AttemptEnd } from '../lanes/attempt-end.js';
import type { Settlement } from '../settle/settlement.js';
import type { Unsent } from '../settle/unsent.js';
import type { AttemptJournal } from './attempt-journal.js';
import {
  currentDestination,
  type CurrentDestination,
  type DestinationSources,
} from '../delivery/current-destination.js';
import { prepareRequest, type Preparation } from './prepare-request.js';

export interface AttemptsOptions {
  readonly sources: DestinationSources;
  readonly secrets: SigningSecrets;
  readonly outbound: { post(request: PostRequest): Promise<PostResult> };
  readonly settlement: Settlement;
  readonly unsent: Unsent;
  readonly journal: AttemptJournal;
  readonly now: () => number;
  readonly requestTimeoutMs: number;
  /** Told of every POST, before it is settled. */
  readonly onOutcome: (destination: Destination, outcome: Outcome) => void;
  /** Our keys do not open a secret: an operator must act. */
  readonly onUnsigned: (delivery: Delivery, detail: string) => void;
}

type Active = Extract<CurrentDestination, { kind: 'active' }>;

/** How long a delivery waits at least that our own keys cannot sign. */
const unsignedWaitMs = 60_000;

export class Attempts {
  readonly #options: AttemptsOptions;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** Resolves when the POST has ended, or when none is to be made; the delivery is settled then or soon after. */
  async make(delivery: Delivery): Promise<AttemptEnd> {
    const { sources, outbound, settlement, unsent, journal, now, requestTimeoutMs } = this.#options;
    const current = currentDestination(delivery, sources);
    if (current.kind !== 'active') return unsent.byRule(delivery, current);
    const prepared = this.#prepare(delivery, current);
    if (prepared.kind !== 'request') return this.#unsendable(delivery, prepared);
    const { destination } = current;
    const { request } = prepared;
    const beganMs = now();
    delivery.event.isTouched = true;
    const { url, headers, body } = request;
    const timeoutMs = timeoutMsOf(destination, requestTimeoutMs);
    const result = await outbound.post({ url, headers, body, timeoutMs });
    this.#options.onOutcome(destination, result.outcome);
    const { end, nextStep } = settlement.afterAttempt(delivery, result.outcome, beganMs);
    journal.write({ delivery, destination, request, result, nextStep, beganMs });
    return end;
  }

  #prepare(delivery: Delivery, { destination, timeZone }: Active): Preparation {
    const { secrets, now } = this.#options;
    return prepareRequest(delivery, { destination, timeZone, secrets, nowMs: now() });
  }

  #unsendable(delivery: Delivery, prepared: Exclude<Preparation, { kind: 'request' }>): AttemptEnd {
    const { unsent, onUnsigned } = this.#options;
    switch (prepared.kind) {
      case 'unreadable':
        return unsent.deadLetter(delivery, { reason: 'unreadable_data', detail: prepared.detail });
      case 'unsigned':
        onUnsigned(delivery, prepared.detail);
        return unsent.later(delivery, unsignedWaitMs);
      default:
        return assertNever(prepared);
    }
  }
}
