import { expect, it } from 'vitest';
import { encodeMetadata } from '../progress/progress-metadata.js';
import { isDrained } from './drained-topics.js';

const [id, formerId] = ['mQ2jC8hXTpKo0yEwVb5s1A', 'Zf3eBd0FSzGYwl-kJ2oSUw'];
const log = { low: 2, high: 9, topicId: id };

const commit = (offset: number, topicId: string | undefined) => ({
  offset,
  metadata: encodeMetadata(offset, { topicId, runs: [] }),
});

it.each([
  ['nothing is committed', undefined, false],
  ['one record is not', commit(8, id), false],
  ['all is', commit(9, id), true],
  ['all is, by a tool or a broker without ids', commit(9, undefined), true],
  ['all of a former log is', commit(9, formerId), false],
  ['more is than the log has, which has lost its end', commit(12, id), false],
  ['more is than the log has, by a tool or a broker without ids', commit(12, undefined), false],
])('where %s, counts as it should', (_what, committed, expected) => {
  expect(isDrained(log, committed)).toBe(expected);
});

it('is drained when it is empty, and where the broker knows no ids of topics by its end alone', () => {
  expect(isDrained({ ...log, low: 9 }, undefined)).toBe(true);
  expect(isDrained({ ...log, topicId: undefined }, commit(9, formerId))).toBe(true);
});
