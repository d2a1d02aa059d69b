// One attempt from the lane to its next step: what its destination is now, the request, the POST, the settlement.
import { assertNever } from '@posthorn/contracts';
import type { Outcome, SigningSecrets, WebhookRequest } from '@posthorn/delivery';
import type { PostRequest, PostResult } from '@posthorn/outbound-http';
import type { Delivery } from '../delivery/delivery.js';
import { timeoutMsOf, type Destination } from '../delivery/destination.js';
import type { AttemptEnd } from '../lanes/lane.js';
import type { Settlement } from '../settle/settlement.js';
import type { Unsent } from '../settle/unsent.js';
import type { AttemptJournal } from './attempt-journal.js';
import {
  currentDestination,
  type CurrentDestination,
  type DestinationSources,
} from '../delivery/current-destination.js';
import { prepareRequest } from './prepare-request.js';

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
    const current = currentDestination(delivery, this.#options.sources);
    return current.kind === 'active'
      ? this.#send(delivery, current)
      : this.#options.unsent.byRule(delivery, current);
  }

  async #send(delivery: Delivery, { destination, timeZone }: Active): Promise<AttemptEnd> {
    const { secrets, now, unsent } = this.#options;
    const prepared = prepareRequest(delivery, { destination, timeZone, secrets, nowMs: now() });
    switch (prepared.kind) {
      case 'request':
        return this.#post(delivery, prepared.request, destination);
      case 'unreadable':
        return unsent.deadLetter(delivery, { reason: 'unreadable_data', detail: prepared.detail });
      case 'unsigned':
        this.#options.onUnsigned(delivery, prepared.detail);
        return unsent.later(delivery, unsignedWaitMs);
      default:
        return assertNever(prepared);
    }
  }

  async #post(delivery: Delivery, request: WebhookRequest, destination: Destination): Promise<AttemptEnd> {
    const { outbound, settlement, journal, requestTimeoutMs, now } = this.#options;
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
}
