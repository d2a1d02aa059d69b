// Which event types the plans of an account have, and what that makes of a subscription. Pure.
import { findEventType, plansHave, plansOf, type EventTypePlans, type Plan } from '@posthorn/contracts';
import { ProblemError, type FieldFault } from '@posthorn/service-runtime';
import type { Columns, SubscriptionRow } from '../database/rows/index.js';
import { enter } from './subscription-state.js';

export interface PlanTable {
  /** Of the account. */
  readonly plans: readonly Plan[];
  /** Of the installation. */
  readonly table: EventTypePlans;
}

/** The codes that none of the plans has; one that the catalogue does not know, no plan has. */
export const lackedTypes = (codes: readonly string[], { plans, table }: PlanTable): string[] =>
  codes.filter((code) => {
    const eventType = findEventType(code);
    return eventType === undefined || !plansHave(plans, eventType, table);
  });

/** Throws `plan_lacks_event_type` (403) with an entry for each of the codes that no plan has. */
export function refuseLacked(codes: readonly string[], table: PlanTable): void {
  const lacked = new Set(lackedTypes(codes, table));
  if (lacked.size === 0) return;
  const errors = codes.flatMap((code, index) => (lacked.has(code) ? [planFault(code, index, table)] : []));
  throw new ProblemError({
    status: 403,
    code: 'plan_lacks_event_type',
    title: 'The plans of the account do not have it',
    detail: errors.map(({ detail }) => detail).join('; '),
    errors,
  });
}

function planFault(code: string, index: number, { table }: PlanTable): FieldFault {
  const eventType = findEventType(code);
  const allow = eventType === undefined ? [] : plansOf(eventType, table);
  const told = allow.length === 0 ? 'no plan has it' : `these have it: ${allow.join(', ')}`;
  return { field: `event_types[${index}]`, detail: `No plan of the account has ${code}; ${told}` };
}

export type Standing = Pick<
  Columns<SubscriptionRow>,
  'state' | 'stateReason' | 'stateChangedAt' | 'lackedEventTypes' | 'suspended'
>;

/**
 * What the plans make of a subscription: one that lost a type is suspended and remembers what it was, one that has all
 * its types again becomes that. What its owner or its endpoint has stopped stays so.
 */
export function underPlans(
  row: Standing & Pick<Columns<SubscriptionRow>, 'eventTypes'>,
  table: PlanTable,
  at: Date,
): Partial<Standing> {
  const lackedEventTypes = lackedTypes(row.eventTypes, table);
  if (lackedEventTypes.length === 0) {
    if (row.suspended === null) return {};
    const { state, reason } = row.suspended;
    return { ...enter(state, reason, at), lackedEventTypes, suspended: null };
  }
  if (row.suspended !== null) return { lackedEventTypes };
  const suspended = { state: row.state, reason: row.stateReason };
  return { ...enter('suspended', 'plan_lacks_event_type', at), lackedEventTypes, suspended };
}
