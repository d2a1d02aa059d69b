// A subscription has event types of one kind: standard, of custom objects, or of e-commerce. Pure.
import { findEventType, type SubscriptionKind } from '@posthorn/contracts';
import type { FieldFault } from '@posthorn/service-runtime';

export interface KindChoice {
  readonly kind: SubscriptionKind;
  readonly eventTypes: readonly string[];
}

/** The kind that is meant by a request that names none: that of its first event type. */
export const kindOfTypes = ([first = '']: readonly string[]): SubscriptionKind =>
  findEventType(first)?.kind ?? 'standard';

/** One fault for each event type of another kind; unknown ones are for others to refuse. */
export const kindFaults = ({ kind, eventTypes }: KindChoice): readonly FieldFault[] =>
  eventTypes.flatMap((code, index) => {
    const found = findEventType(code)?.kind ?? kind;
    if (found === kind) return [];
    return [{ field: `event_types[${index}]`, detail: kindDetail(code, found, kind) }];
  });

const kindDetail = (code: string, found: SubscriptionKind, kind: SubscriptionKind): string =>
  `${code} is of the kind ${found}, and the subscription of ${kind}. Leave it out, and make another subscription with "kind": "${found}" for it`;
