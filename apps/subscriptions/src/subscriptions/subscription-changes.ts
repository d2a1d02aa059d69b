// Changes of a subscription that exists: patch, pause, resume, delete. Each reads the row under its lock, so that two
// at once come one after the other and neither is lost.
import type { EventTypePlans } from '@posthorn/contracts';
import { invalidRequest, type FieldFault, type IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findAccount } from '../accounts/find-account.js';
import type { Caller } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import type { SubscriptionRow } from '../database/rows/index.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { assignChanges, type Changes } from '../requests/assign-changes.js';
import { parseRequest } from '../requests/parse-request.js';
import { refusedByState } from '../requests/problems.js';
import { lockSubscription } from './find-subscription.js';
import { refuseUnknownList } from './known-list.js';
import { refuseUnknownSchema } from './known-schema.js';
import { kindFaults } from './kind-rule.js';
import { listFault } from './list-rule.js';
import { eventTypePlans } from './plan-changes.js';
import { refuseLacked, underPlans, type Standing } from './plan-rule.js';
import { schemaDetail } from './schema-rule.js';
import { describeSubscription, type Subscription } from './subscription-answers.js';
import { SubscriptionInput } from './subscription-input.js';
import { unknownFaring, type Faring } from './subscription-health.js';
import type { UpdateSubscription } from './subscription-requests.js';
import { enter, stateAfter, type StateChange } from './subscription-state.js';

/** Decides the change from the row as it is; throws a problem to refuse it. */
type Decide = (
  row: SubscriptionRow,
  manager: EntityManager,
) => Changes<SubscriptionRow> | Promise<Changes<SubscriptionRow>>;

@Injectable()
export class SubscriptionChanges {
  constructor(
    private readonly callers: Callers,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    private readonly input: SubscriptionInput,
    @Inject(eventTypePlans) private readonly eventTypePlans: EventTypePlans,
  ) {}

  /** Throws `plan_lacks_event_type` (403). Event types that the plans have resume what the plan suspended. */
  async update(call: IncomingCall, id: string, body: unknown): Promise<Subscription> {
    const caller = await this.callers.identify(call, 'write');
    const request = parseRequest(this.input.update, body);
    return this.change({ id, caller }, async (row, manager) => {
      const faults = choiceFaults(row, request);
      if (faults.length > 0) throw invalidRequest(faults);
      await refuseUnknownSchema(manager, row.accountId, request.schema_id);
      // What it names already may be sent back, though the list is gone.
      if (request.list_id !== row.listId) await refuseUnknownList(manager, row.accountId, request.list_id);
      const standing = await this.standing(manager, row, request.event_types);
      return { ...columnsOf(request), ...faringAt(row, request.url), ...standing };
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
        `No plan of the account has ${row.lackedEventTypes.join(', ')}; leave these event types out, or change the plan`,
      );
    });
  }

  /** What other event types make of its standing under the plans. */
  private async standing(
    manager: EntityManager,
    row: SubscriptionRow,
    eventTypes: string[] | undefined,
  ): Promise<Partial<Standing>> {
    if (eventTypes === undefined) return {};
    const { plans } = await findAccount(manager, row.accountId);
    const table = { plans, table: this.eventTypePlans };
    refuseLacked(eventTypes, table);
    const { state, stateReason, stateChangedAt, lackedEventTypes, suspended } = row;
    const standing = { state, stateReason, stateChangedAt, lackedEventTypes, suspended };
    return underPlans({ ...standing, eventTypes }, table, new Date());
  }

  private change(sought: { id: string; caller: Caller }, decide: Decide): Promise<Subscription> {
    return this.changes.run(async (manager) => {
      const row = await lockSubscription(manager, sought);
      if (assignChanges(row, await decide(row, manager)))
        await this.registry.update(manager, 'subscription', row);
      return describeSubscription(row, sought.caller);
    });
  }
}

function choiceFaults(row: SubscriptionRow, request: UpdateSubscription): readonly FieldFault[] {
  const { event_types: eventTypes, list_id: listId = row.listId } = request;
  const list = listFault({ eventTypes: eventTypes ?? row.eventTypes, listId });
  return [
    ...kindFaults({ kind: row.kind, eventTypes: eventTypes ?? [] }),
    ...(list === undefined ? [] : [list]),
    ...schemaFaults(row, request.schema_id),
  ];
}

/** A subscription that is older than the schemas need not name one. */
function schemaFaults({ kind }: SubscriptionRow, schemaId: string | undefined): readonly FieldFault[] {
  const detail = schemaId === undefined ? undefined : schemaDetail({ kind, schemaId });
  return detail === undefined ? [] : [{ field: 'schema_id', detail }];
}

const columnsOf = (request: UpdateSubscription): Changes<SubscriptionRow> => ({
  ...{ name: request.name, url: request.url, sources: request.sources },
  eventTypes: request.event_types,
  listId: request.list_id,
  schemaId: request.schema_id,
  bodyFormat: request.body_format,
  maxInFlight: request.max_in_flight,
  ratePerSecond: request.rate_per_second,
});

/** What was told of the endpoint says nothing of the one at another URL. */
const faringAt = (row: SubscriptionRow, url: string | undefined): Partial<Faring> =>
  url === undefined || url === row.url ? {} : unknownFaring;
