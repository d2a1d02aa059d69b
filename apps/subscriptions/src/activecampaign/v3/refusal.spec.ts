import {
  conflict,
  invalidRequest,
  notFound,
  permissionDenied,
  unauthenticated,
} from '@posthorn/service-runtime';
import { expect, it } from 'vitest';
import { refusalOf } from './refusal.js';

const request = { params: { id: '9' }, body: undefined };

it.each([
  [unauthenticated('No token'), 403, { message: 'No token' }],
  [permissionDenied('Not you'), 403, { message: 'Not you' }],
  [notFound('Nothing'), 404, { message: 'No Result found for Webhook with id 9' }],
  [conflict('subscription_limit_reached', 'Full'), 409, { message: 'Full' }],
])('%s', ({ problem }, status, body) => {
  expect(refusalOf(problem, request)).toEqual({ status, body });
});

it('has an entry for each faulty field, under the name it has here', () => {
  const { problem } = invalidRequest([
    { field: 'url', detail: 'Give a URL' },
    { field: 'event_types[1]', detail: 'No such event type' },
    { field: 'name', detail: 'Give a name' },
  ]);
  const body = { webhook: { events: ['subscribe', 'x'], name: '' } };
  const error = (title: string, code: string, field: string) => ({
    ...{ title, detail: '', code },
    source: { pointer: `/data/attributes/${field}` },
  });
  expect(refusalOf(problem, { params: {}, body })).toEqual({
    status: 422,
    body: {
      errors: [
        error('Give a URL', 'field_missing', 'url'),
        error('No such event type', 'field_invalid', 'events/1'),
        error('Give a name', 'field_missing', 'name'),
      ],
    },
  });
});

it('points into the query of a list', () => {
  const { problem } = invalidRequest([
    { field: 'order[0].by', detail: 'One of these' },
    { field: 'filters[state]', detail: 'Unknown field' },
  ]);
  const { body } = refusalOf(problem, request);
  expect(body).toMatchObject({
    errors: [
      { code: 'field_invalid', source: { pointer: '/data/attributes/orders/0/by' } },
      { code: 'field_invalid', source: { pointer: '/data/attributes/filters/state' } },
    ],
  });
});
