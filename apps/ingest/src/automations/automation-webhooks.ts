// Takes the webhooks of automations from both doors: who sends them, whether the account may, whether Kafka has them.
import type { ingestV1 } from '@posthorn/contracts';
import type { RegistryView } from '@posthorn/kafka';
import { checkTargetUrl, type TargetPolicy } from '@posthorn/outbound-http';
import { ProblemError, type IncomingCall, type Problem } from '@posthorn/service-runtime';
import type { Callers } from '../authentication/callers.js';
import type { RegistryLook } from '../registry/registry-look.js';
import type { ReadEvent, ReadingContext } from '../events/read-event.js';
import type { EventPublisher } from '../publishing/event-publisher.js';
import type { NamedAccounts } from '../publishing/named-accounts.js';
import { automationRequest, type AutomationRequestSchema } from './automation-request.js';
import { readAutomation, type SentAutomation } from './read-automation.js';

export interface AutomationWebhooksSettings extends Pick<ReadingContext, 'now' | 'newId'> {
  readonly callers: Callers;
  readonly accounts: NamedAccounts;
  readonly view: Pick<RegistryView, 'account'>;
  readonly look: RegistryLook;
  readonly publisher: EventPublisher;
  readonly targets: TargetPolicy;
}

export class AutomationWebhooks {
  private readonly schema: AutomationRequestSchema;

  constructor(private readonly settings: AutomationWebhooksSettings) {
    this.schema = automationRequest((url) => {
      const checked = checkTargetUrl(url, settings.targets);
      return checked.ok ? undefined : checked.detail;
    });
  }

  /** Throws a `ProblemError` when it is not accepted. */
  async send(sent: SentAutomation, call: IncomingCall): Promise<ingestV1.Accepted> {
    const { callers, accounts, publisher, now, newId } = this.settings;
    const caller = await callers.identify(call);
    const known = await accounts.knownAmong([sent.body], caller);
    const read = readAutomation(sent, {
      ...{ caller, now, newId, schema: this.schema, traceparent: call.traceparent },
      hasAccount: (id) => known.has(id),
    });
    const outcome = await publisher.write(await this.underPlans(read));
    if (outcome.kind === 'refused') throw new ProblemError(outcome.problem);
    return outcome.accepted;
  }

  /** Any plan has automations; an account without one has none. */
  private async underPlans(read: ReadEvent): Promise<ReadEvent> {
    if (read.kind === 'refused') return read;
    const { look, view } = this.settings;
    const withPlan = await look.find(() => {
      const account = view.account(read.event.attributes.accountId);
      return account !== undefined && account.plans.length > 0 ? account : undefined;
    });
    return withPlan === undefined ? { kind: 'refused', problem: noPlan } : read;
  }
}

const noPlan: Problem = {
  ...{ status: 403, code: 'plan_lacks_automations', title: 'The plans of the account do not have it' },
  detail: 'The account has no plan, and so no automations; the operator gives it one',
};
