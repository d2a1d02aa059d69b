// Sample data of an event type as an event of this account, such as the subscription would take. Pure.
import type { EventAttributes, EventType } from '@posthorn/contracts';
import type { Columns, SubscriptionRow } from '../database/rows/index.js';

export interface SampleContext {
  readonly subscription: Pick<Columns<SubscriptionRow>, 'accountId' | 'sources' | 'listId'>;
  /** The event's. */
  readonly data: EventType['sample'];
  /** Unique, so that each sample has a `webhook-id` of its own. */
  readonly id: string;
  readonly nowMs: number;
}

export function sampleAttributes(
  eventType: EventType,
  { subscription, data, id, nowMs }: SampleContext,
): EventAttributes {
  const initiatedFrom = subscription.sources[0] ?? 'admin';
  return {
    ...{ id, source: 'urn:posthorn:sample', type: eventType.code, time: new Date(nowMs).toISOString() },
    accountId: subscription.accountId,
    ...{ initiatedFrom, initiatedBy: initiatedFrom },
    listIds: eventType.takesList && subscription.listId !== null ? [subscription.listId] : [],
    subject: textAt(data, eventType.subjectFrom),
    schemaId: eventType.schemaFrom && textAt(data, eventType.schemaFrom),
    ...{ mass: false, traceparent: undefined },
  };
}

function textAt(data: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    data,
  );
  return typeof found === 'string' ? found : undefined;
}
