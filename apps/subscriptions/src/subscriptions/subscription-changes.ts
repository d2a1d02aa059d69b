// Changes of a subscription that exists: patch, pause, resume, delete. Each reads the row under its lock, so that two
// at once come one after the other and neither is lost.
import { invalidRequest, type IncomingCall } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import type { SubscriptionRow } from '../database/rows/index.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { assignChanges, type Changes } from '../requests/assign-changes.js';
import { parseRequest } from '../requests/parse-request.js';
import { refusedByState } from '../requests/problems.js';
import { lockSubscription } from './find-subscription.js';
import { listFault } from './list-rule.js';
import { describeSubscription, type Subscription } from './subscription-answers.js';
import { SubscriptionInput } from './subscription-input.js';
import { unknownFaring, type Faring } from './subscription-health.js';
import type { UpdateSubscription } from './subscription-requests.js';
import { enter, stateAfter, type StateChange } from './subscription-state.js';

/** Decides the change from the row as it is; throws a problem to refuse it. */
type Decide = (row: SubscriptionRow) => Changes<SubscriptionRow>;

@Injectable()
export class SubscriptionChanges {
  constructor(
    private readonly callers: Callers,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    private readonly input: SubscriptionInput,
  ) {}

  async update(call: IncomingCall, id: string, body: unknown): Promise<Subscription> {
    const caller = await this.callers.identify(call, 'write');
    const request = parseRequest(this.input.update, body);
    const { event_types: eventTypes, list_id: listId } = request;
    return this.change({ id, caller }, (row) => {
      const fault = listFault({
        eventTypes: eventTypes ?? row.eventTypes,
        listId: listId === undefined ? row.listId : listId,
      });
      if (fault !== undefined) throw invalidRequest([fault]);
      return { ...columnsOf(request), ...faringAt(row, request.url) };
    });
  }

  /** Does nothing when it is paused. Throws `subscription_suspended` (409). */
  pause(call: IncomingCall, id: string): Promise<Subscription> {
    return this.moveTo(call, id, 'pause');
  }

  /** Does nothing when it is active. Throws `subscription_suspended` (409). */
  resume(call: IncomingCall, id: string): Promise<Subscription> {
    return this.moveTo(call, id, 'resume');
  }

  async delete(call: IncomingCall, id: string): Promise<void> {
    const caller = await this.callers.identify(call, 'write');
    await this.changes.run(async (manager) => {
      const row = await lockSubscription(manager, { id, caller });
      await this.registry.remove(manager, 'subscription', row.id);
    });
  }

  private async moveTo(call: IncomingCall, id: string, change: StateChange): Promise<Subscription> {
    const caller = await this.callers.identify(call, 'write');
    return this.change({ id, caller }, (row) => {
      const state = stateAfter(row.state, change);
      if (state === row.state) return {};
      if (state !== undefined) return { ...enter(state, null, new Date()), ...unknownFaring };
      throw refusedByState(
        'subscription_suspended',
        'The plan of the account does not include it; change the plan',
      );
    });
  }

  private change(sought: { id: string; caller: Caller }, decide: Decide): Promise<Subscription> {
    return this.changes.run(async (manager) => {
      const row = await lockSubscription(manager, sought);
      if (assignChanges(row, decide(row))) await this.registry.update(manager, 'subscription', row);
      return describeSubscription(row, sought.caller);
    });
  }
}

const columnsOf = (request: UpdateSubscription): Changes<SubscriptionRow> => ({
  ...{ name: request.name, url: request.url, sources: request.sources },
  eventTypes: request.event_types,
  listId: request.list_id,
  bodyFormat: request.body_format,
  maxInFlight: request.max_in_flight,
  ratePerSecond: request.rate_per_second,
});

/** What was told of the endpoint says nothing of the one at another URL. */
const faringAt = (row: SubscriptionRow, url: string | undefined): Partial<Faring> =>
  url === undefined || url === row.url ? {} : unknownFaring;
