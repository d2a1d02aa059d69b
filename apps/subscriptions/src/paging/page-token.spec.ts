import { expect, it } from 'vitest';
import { readPageToken, writePageToken } from './page-token.js';

it('brings a position back to the millisecond', () => {
  const position = { createdAt: new Date('2026-07-17T22:01:25.123Z'), id: 'sub_1' };
  expect(readPageToken(writePageToken(position))).toEqual(position);
});

const written = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  '',
  'nonsense',
  Buffer.from('{').toString('base64url'),
  written({}),
  written([1]),
  written([-1, 'sub_1']),
  written([1e300, 'sub_1']),
  written(['1', 'sub_1']),
  written([1, 'two words']),
  written([1, 'nul\0']),
])('does not take %j', (token) => {
  expect(readPageToken(token)).toBeUndefined();
});
