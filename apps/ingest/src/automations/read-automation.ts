// Makes an event of an automation's webhook: what is absent is filled in, what is wrong is named. Pure.
import { automationWebhook, type EventAttributes } from '@posthorn/contracts';
import { invalidRequest, traceIdOf, zodFaults } from '@posthorn/service-runtime';
import { schemaAdvice } from '../events/check-data.js';
import { chooseAccount } from '../events/choose-account.js';
import { defaultSource, type ReadEvent, type ReadingContext } from '../events/read-event.js';
import { seriesIdField, type AutomationRequestSchema } from './automation-request.js';

export interface SentAutomation {
  /** Of the path, unchecked. */
  readonly seriesId: string;
  readonly body: unknown;
}

export interface AutomationContext extends ReadingContext {
  readonly schema: AutomationRequestSchema;
}

/** Faults of the path and of the body are told together. */
export function readAutomation(sent: SentAutomation, context: AutomationContext): ReadEvent {
  const seriesId = seriesIdField.safeParse(sent.seriesId, { error: schemaAdvice });
  const request = context.schema.safeParse(sent.body, { error: schemaAdvice });
  if (!seriesId.success || !request.success) {
    const faults = [
      ...(seriesId.success ? [] : zodFaults(seriesId.error, 'series_id')),
      ...(request.success ? [] : zodFaults(request.error)),
    ];
    return { kind: 'refused', problem: invalidRequest(faults).problem };
  }
  const { url, contact, id, accountid } = request.data;
  const account = chooseAccount(accountid, context);
  if (account.kind === 'refused') return account;
  const made = { id: id ?? context.newId(), accountId: account.accountId, subject: seriesId.data };
  const data = { url, series_id: seriesId.data, contact };
  return {
    kind: 'event',
    event: { eventType: automationWebhook, data, attributes: { ...attributesOf(context), ...made } },
  };
}

type Attributes = Omit<EventAttributes, 'id' | 'accountId' | 'subject'>;

const attributesOf = ({ now, traceparent }: AutomationContext): Attributes => ({
  ...{ source: defaultSource, type: automationWebhook.code, time: now().toISOString() },
  ...{ initiatedFrom: 'system', initiatedBy: 'system', listIds: [], schemaId: undefined, mass: false },
  traceparent: traceIdOf(traceparent) === undefined ? undefined : traceparent,
});
