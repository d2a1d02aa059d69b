// Makes an event of what a producer sent: what is absent is filled in, what is wrong is named. Pure: the clock, new
// ids and the accounts there are come from the caller.
import {
  findEventType,
  parseListIds,
  type EventAttributes,
  type EventContract,
  type EventType,
} from '@posthorn/contracts';
import {
  invalidRequest,
  traceIdOf,
  zodFaults,
  type FieldFault,
  type Problem,
} from '@posthorn/service-runtime';
import { z } from 'zod';
import { chooseAccount, type AccountChoice } from './choose-account.js';
import { chooseSchema } from './choose-schema.js';
import { checkData } from './check-data.js';
import { eventRequest, type EventRequest } from './event-request.js';
import { textAt } from './text-at.js';

export interface ReadingContext extends AccountChoice {
  /** Of the request that brings the event. */
  readonly traceparent: string | undefined;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface ReadyEvent {
  readonly eventType: EventContract;
  readonly attributes: EventAttributes;
  readonly data: Readonly<Record<string, unknown>>;
}

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ReadyEvent }
  | { readonly kind: 'refused'; readonly problem: Problem };

export const defaultSource = 'urn:posthorn:ingest';

/** Faults of the attributes and of `data` are told together. */
export function readEvent(sent: unknown, context: ReadingContext): ReadEvent {
  const request = eventRequest.safeParse(sent);
  const content = readContent(sent);
  if (!request.success || content.kind === 'faulty') {
    const faults = [
      ...(request.success ? [] : zodFaults(request.error)),
      ...(content.kind === 'faulty' ? content.faults : []),
    ];
    return { kind: 'refused', problem: invalidRequest(faults).problem };
  }
  const account = chooseAccount(request.data.accountid, context);
  if (account.kind === 'refused') return account;
  const { eventType, data } = content;
  const schema = chooseSchema(
    request.data.schemaid,
    eventType.schemaFrom && textAt(data, eventType.schemaFrom),
  );
  if (schema.kind === 'refused') return schema;
  const { accountId } = account;
  const { schemaId } = schema;
  const subject = request.data.subject ?? textAt(data, eventType.subjectFrom);
  const attributes = fillIn(request.data, context, { subject, accountId, schemaId });
  return { kind: 'event', event: { eventType, data, attributes } };
}

type Content =
  | ({ readonly kind: 'content'; readonly eventType: EventType } & Pick<ReadyEvent, 'data'>)
  | { readonly kind: 'faulty'; readonly faults: readonly FieldFault[] };

const typedContent = z.looseObject({ type: eventRequest.shape.type, data: eventRequest.shape.data });

/** Type and data, as far as the attributes' own check has nothing to say of them. */
function readContent(sent: unknown): Content {
  const content = typedContent.safeParse(sent);
  if (!content.success) return { kind: 'faulty', faults: [] };
  const eventType = findEventType(content.data.type);
  if (eventType === undefined) return { kind: 'faulty', faults: [unknownType] };
  const checked = checkData(eventType, content.data.data);
  return checked.ok
    ? { kind: 'content', eventType, data: checked.data }
    : { kind: 'faulty', faults: checked.faults };
}

const unknownType: FieldFault = {
  field: 'type',
  detail: 'There is no such event type; GET /v1/event-types lists them',
};

type Chosen = Pick<EventAttributes, 'accountId' | 'subject' | 'schemaId'>;

function fillIn(
  request: EventRequest,
  { now, newId, traceparent }: ReadingContext,
  { accountId, subject, schemaId }: Chosen,
): EventAttributes {
  const initiatedFrom = request.initiatedfrom ?? 'api';
  return {
    id: request.id ?? newId(),
    source: request.source ?? defaultSource,
    type: request.type,
    time: request.time ?? now().toISOString(),
    subject,
    accountId,
    schemaId,
    initiatedFrom,
    initiatedBy: request.initiatedby ?? initiatedFrom,
    listIds: parseListIds(request.listid) ?? [],
    mass: request.mass ?? false,
    traceparent: request.traceparent ?? (traceIdOf(traceparent) === undefined ? undefined : traceparent),
  };
}
