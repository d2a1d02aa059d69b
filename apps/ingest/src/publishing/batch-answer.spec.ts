import { expect, it } from 'vitest';
import { batchAnswer } from './batch-answer.js';
import { accepted, refused, type Outcome } from './outcome.js';
import { eventTooLarge, kafkaUnavailable, tooBusy, tooManyEvents } from './publishing-problems.js';

const ok = accepted('e-1', { topic: 't', partition: 0, offset: '7', appendedAtMs: 0 });
const wrong = refused(eventTooLarge(2_000_000));
const away = refused(kafkaUnavailable);
const busy = refused(tooBusy);
const beyond = refused(tooManyEvents('acme', { perSecondMax: 5, retryAfterS: 1 }));

it.each<[string, readonly Outcome[], number, number | undefined]>([
  ['all accepted', [ok, ok], 202, undefined],
  ['some refused', [ok, wrong], 207, undefined],
  ['some to be sent again', [ok, away], 207, 5],
  ['all refused', [wrong, wrong], 422, undefined],
  ['all refused, one to be sent again', [wrong, busy], 503, 1],
  ['all refused, some beyond the limit', [wrong, beyond], 429, 1],
  ['none accepted, some for trouble of ours', [beyond, away], 503, 5],
  ['some beyond the limit', [ok, beyond], 207, 1],
  ['none accepted, the longest wait counts', [busy, away], 503, 5],
])('%s', (...[, outcomes, status, retryAfterS]) => {
  expect(batchAnswer(outcomes)).toMatchObject({ status, retryAfterS });
});

it('has a result for each event in its order', () => {
  expect(batchAnswer([wrong, ok]).body).toEqual({
    accepted_count: 1,
    refused_count: 1,
    results: [
      {
        refused: {
          status: 413,
          code: 'event_too_large',
          title: 'The event is too large',
          detail: 'The event has 2000000 bytes as a record; its topic takes 1200000',
          errors: [{ field: 'data', detail: 'Send less data in one event' }],
        },
      },
      {
        accepted: {
          id: 'e-1',
          topic: 't',
          partition: 0,
          offset: '7',
          appended_at: '1970-01-01T00:00:00.000Z',
        },
      },
    ],
  });
});
