// Which plans have an event type: what the catalogue says, unless the installation has a table of its own.
import type { Plan } from '../registry/registry-record.js';
import type { EventType } from './event-type.js';

/** Plans by event type code or object type; a code's own entry wins. What it does not name stays as it is. */
export type EventTypePlans = Readonly<Record<string, readonly Plan[]>>;

/** An empty list takes the event type from everybody. */
export const plansOf = (eventType: EventType, table: EventTypePlans = {}): readonly Plan[] =>
  table[eventType.code] ?? table[eventType.objectType] ?? eventType.plans;

/** Whether an account with these plans has the event type: one of them is enough. */
export const plansHave = (plans: readonly Plan[], eventType: EventType, table?: EventTypePlans): boolean =>
  plansOf(eventType, table).some((plan) => plans.includes(plan));
