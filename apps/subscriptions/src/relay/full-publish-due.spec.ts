import { describe, expect, it } from 'vitest';
import { fullPublishDue, type FullPublishCircumstances } from './full-publish-due.js';

const noon = Date.parse('2026-05-05T12:00:00Z');
const state = {
  databaseId: 'ours',
  publishedEpoch: 4,
  requestedEpoch: 4,
  publishedAtMs: Date.parse('2026-05-05T03:00:07Z'),
};
const settled: FullPublishCircumstances = {
  state,
  sentinel: { database_id: 'ours', epoch: 4, row_count: 10 },
  outOfOrder: 0,
  nowMs: noon,
};

describe('a full publish', () => {
  it('is not due when the last one is in the topic and this night has had one', () => {
    expect(fullPublishDue(settled)).toBeUndefined();
  });

  it.each([
    ['requested', { state: { ...state, requestedEpoch: 5 } }],
    ['sentinel_missing', { sentinel: undefined }],
    ['other_database', { sentinel: { database_id: 'another', epoch: 9, row_count: 1 } }],
    ['other_epoch', { sentinel: { database_id: 'ours', epoch: 3, row_count: 1 } }],
    ['other_epoch', { sentinel: { database_id: 'ours', epoch: 5, row_count: 1 } }],
    ['out_of_order', { outOfOrder: 1 }],
    ['nightly', { state: { ...state, publishedAtMs: Date.parse('2026-05-05T02:59:59Z') } }],
    ['nightly', { state: { ...state, publishedAtMs: undefined } }],
  ])('is due: %s', (reason, given) => {
    expect(fullPublishDue({ ...settled, ...given })).toBe(reason);
  });

  it('is not due in the hours before 3 o’clock, when the day before has had one', () => {
    const nowMs = Date.parse('2026-05-06T02:59:59Z');
    expect(fullPublishDue({ ...settled, nowMs })).toBeUndefined();
    expect(fullPublishDue({ ...settled, nowMs: nowMs + 1_000 })).toBe('nightly');
  });
});
