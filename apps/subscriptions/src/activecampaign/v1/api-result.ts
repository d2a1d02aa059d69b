// How API v1 answers: always an object with `result_code`, 1 or 0; rows stand under numbered keys.
import type { AnswerProblem, Problem } from '@posthorn/service-runtime';
import type { Subscription } from '../../subscriptions/subscription-answers.js';
import type { FoundSubscriptions } from '../../subscriptions/subscription-search.js';
import type { Fields } from '../php-fields.js';
import { renamedField } from '../renamed.js';
import { webhookFields } from './api-request.js';

export interface ApiResult extends Fields {
  readonly result_code: 0 | 1;
  readonly result_message: string;
  readonly result_output: 'json';
}

export const success = (message: string, fields: Fields = {}): ApiResult => ({
  ...fields,
  ...{ result_code: 1, result_message: message, result_output: 'json' },
});

export const failure = (message: string): ApiResult => ({
  ...{ result_code: 0, result_message: message, result_output: 'json' },
});

/** `{"0": …, "1": …}` and success. */
export const rows = (values: readonly unknown[]): ApiResult =>
  success('Success: Something is returned', Object.fromEntries(values.entries()));

/** Nothing found is a failure, as ActiveCampaign says it. */
export const foundRows = ({ subscriptions }: FoundSubscriptions): ApiResult =>
  subscriptions.length === 0 ? failure('Failed: Nothing is returned') : rows(subscriptions.map(rowOf));

export const rowOf = (subscription: Subscription): Fields => ({
  id: subscription.number,
  name: subscription.name,
  url: subscription.url,
  lists: [subscription.list_id ?? '0'],
  action: subscription.event_types,
  init: subscription.sources,
  ...(subscription.schema_id === undefined ? {} : { schemaid: subscription.schema_id }),
});

export const answerProblem: AnswerProblem = (reply, problem) => {
  if (problem.retryAfterS !== undefined) reply.header('retry-after', String(problem.retryAfterS));
  reply.status(statusOf(problem)).send(failure(messageOf(problem)));
};

const statuses: Readonly<Record<number, number>> = { 401: 403, 403: 403, 429: 429 };

/** Its clients look into an answer only when it is 200. What is not theirs to mend keeps its status. */
export const statusOf = ({ status }: Pick<Problem, 'status'>): number =>
  statuses[status] ?? (status < 500 ? 200 : status);

export function messageOf({ errors, detail }: Pick<Problem, 'errors' | 'detail'>): string {
  if (errors === undefined) return detail;
  return errors.map((fault) => `${renamedField(fault.field, webhookFields)}: ${fault.detail}`).join('; ');
}
