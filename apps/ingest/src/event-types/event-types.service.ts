// The catalogue as both doors show it. Open to everybody; it tells nothing of any account.
import { eventTypes, type EventTypePlans } from '@posthorn/contracts';
import { invalidRequest, notFound, zodFaults } from '@posthorn/service-runtime';
import {
  documentOf,
  summaryOf,
  type EventTypeDocument,
  type EventTypeSummary,
} from './event-type-document.js';
import { eventTypeFilter } from './event-type-filter.js';

export class EventTypesService {
  private readonly documents: ReadonlyMap<string, EventTypeDocument>;

  /** `plans`: this installation's table in place of the catalogue's own. */
  constructor(plans: EventTypePlans) {
    this.documents = new Map(eventTypes.map((eventType) => [eventType.code, documentOf(eventType, plans)]));
  }

  /** Throws `invalid_request`. */
  list(filter: unknown): { readonly event_types: readonly EventTypeSummary[] } {
    const parsed = eventTypeFilter.safeParse(filter);
    if (!parsed.success) throw invalidRequest(zodFaults(parsed.error));
    const { kind, plan } = parsed.data;
    const found = [...this.documents.values()].filter(
      (document) =>
        (kind === undefined || document.kind === kind) &&
        (plan === undefined || document.plans.includes(plan)),
    );
    return { event_types: found.map(summaryOf) };
  }

  /** Throws `not_found`. */
  get(type: string): EventTypeDocument {
    const document = this.documents.get(type);
    if (document !== undefined) return document;
    throw notFound(`There is no event type ${JSON.stringify(type)}; GET /v1/event-types lists them`);
  }
}
