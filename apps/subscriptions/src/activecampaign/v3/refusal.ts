// How v3 refuses: 422 with one entry for each faulty field, else a message.
import type { AnswerProblem, FieldFault, Problem } from '@posthorn/service-runtime';
import { phpMap } from '../php-fields.js';
import { renamedField } from '../renamed.js';
import { webhookFields } from './webhook-request.js';

/** What of the request a refusal depends on. */
export interface RefusedRequest {
  readonly params: unknown;
  readonly body: unknown;
}

export interface Refusal {
  readonly status: number;
  readonly body: object;
}

export const answerProblem: AnswerProblem = (reply, problem, request) => {
  const { status, body } = refusalOf(problem, request);
  if (problem.retryAfterS !== undefined) reply.header('retry-after', String(problem.retryAfterS));
  reply.status(status).send(body);
};

export function refusalOf(problem: Problem, request: RefusedRequest): Refusal {
  switch (problem.status) {
    case 401:
      return { status: 403, body: { message: problem.detail } };
    case 404:
      return { status: 404, body: { message: `No Result found for Webhook with id ${idIn(request)}` } };
    case 422:
      return {
        status: 422,
        body: { errors: (problem.errors ?? []).map((fault) => errorOf(fault, request)) },
      };
    default:
      return { status: problem.status, body: { message: problem.detail } };
  }
}

const names = { ...webhookFields, orders: 'order' };

const errorOf = (fault: FieldFault, { body }: RefusedRequest): object => {
  const path = renamedField(fault.field, names)
    .split(/[.[\]]+/)
    .filter((segment) => segment !== '');
  return {
    title: fault.detail,
    detail: '',
    code: isMissing(body, path[0]) ? 'field_missing' : 'field_invalid',
    source: { pointer: ['/data/attributes', ...path].join('/') },
  };
};

/** Only a body can lack a field: what a query may leave out is never asked for. */
function isMissing(body: unknown, field = ''): boolean {
  if (body === undefined || body === null) return false;
  return [undefined, null, ''].some((nothing) => nothing === phpMap(phpMap(body).webhook)[field]);
}

function idIn({ params }: RefusedRequest): string {
  const { id } = phpMap(params);
  return typeof id === 'string' ? id : '';
}
