// Where a delivery goes: to a subscription, or to the URL that an automation's event names itself. Both have an id, an
// account, a URL and a format, so that lanes, attempts and records need not know which it is.
import {
  automationId,
  type AccountRecord,
  type AutomationTarget,
  type BodyFormat,
  type SealedSecret,
} from '@posthorn/contracts';
import type { HasSecrets } from '@posthorn/delivery';
import type { ViewedSubscription } from '@posthorn/kafka';

export interface Automation {
  readonly kind: 'automation';
  /** Of account and series; stands where records name a subscription. */
  readonly id: string;
  readonly account_id: string;
  readonly url: string;
  readonly body_format: BodyFormat;
  readonly list_id?: undefined;
  /** Those of its account, which they are sealed for. */
  readonly secrets: readonly SealedSecret[];
}

export type Destination = ViewedSubscription | Automation;

export const automationOf = (account: AccountRecord, { url, seriesId }: AutomationTarget): Automation => ({
  kind: 'automation',
  id: automationId(account.id, seriesId),
  account_id: account.id,
  url,
  body_format: 'form',
  secrets: account.automation_secrets,
});

/** Whose secrets sign its POSTs. */
export const signerOf = (destination: Destination): HasSecrets =>
  destination.kind === 'automation'
    ? { id: destination.account_id, secrets: destination.secrets }
    : destination;

/** Whole attempts to an automation's URL; ActiveCampaign gives up after so long. */
const automationTimeoutMs = 5_000;

export const timeoutMsOf = (destination: Destination, requestTimeoutMs: number): number =>
  destination.kind === 'automation' ? Math.min(automationTimeoutMs, requestTimeoutMs) : requestTimeoutMs;
