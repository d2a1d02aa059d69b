import { invalidRequest, notFound } from '@posthorn/service-runtime';
import { expect, it } from 'vitest';
import { messageOf, rows, statusOf } from './api-result.js';

it('has rows under numbered keys', () => {
  expect(rows(['bounce', 'click'])).toEqual({
    ...{ 0: 'bounce', 1: 'click' },
    ...{ result_code: 1, result_message: 'Success: Something is returned', result_output: 'json' },
  });
});

it.each([
  [401, 403],
  [403, 403],
  [404, 200],
  [409, 200],
  [422, 200],
  [429, 429],
  [500, 500],
  [503, 503],
])('a problem with status %i is answered with %i', (status, answered) => {
  expect(statusOf({ status })).toBe(answered);
});

it('names faulty fields as the form does', () => {
  const { problem } = invalidRequest([
    { field: 'event_types[0]', detail: 'No such event type' },
    { field: 'list_id', detail: 'The decimal id of a list' },
  ]);
  expect(messageOf(problem)).toBe('action[0]: No such event type; lists: The decimal id of a list');
  expect(messageOf(notFound('There is none').problem)).toBe('There is none');
});
