import { describe, expect, it } from 'vitest';
import { classifyStatus } from './classify-status.js';

const nowMs = Date.parse('1994-11-06T08:49:37Z');

describe('classifyStatus', () => {
  it.each([200, 201, 202, 204, 299])('%d is delivered', (status) => {
    expect(classifyStatus(status, '5', nowMs)).toEqual({ kind: 'delivered', status });
  });

  it.each([100, 199, 300, 301, 302, 304, 400, 401, 404, 408, 410, 500, 501, 505, 599])(
    '%d is rejected, and its Retry-After not honoured',
    (status) => {
      expect(classifyStatus(status, '5', nowMs)).toEqual({ kind: 'rejected', status });
    },
  );

  it.each([429, 502, 503, 504])('%d is rejected with the wait that it asks for', (status) => {
    expect(classifyStatus(status, '5', nowMs)).toEqual({ kind: 'rejected', status, retryAfterMs: 5_000 });
    expect(classifyStatus(status, undefined, nowMs)).toEqual({ kind: 'rejected', status });
  });

  it.each([
    ['0', 0],
    [' 120 ', 120_000],
    ['86401', 86_400_000],
    ['9999999999', 86_400_000],
    ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
    ['Sun, 06 Nov 1994 08:48:37 GMT', 0],
    ['Wed, 01 Jan 2094 00:00:00 GMT', 86_400_000],
  ])('a wait of %j is %d ms', (header, retryAfterMs) => {
    expect(classifyStatus(503, header, nowMs)).toEqual({ kind: 'rejected', status: 503, retryAfterMs });
  });

  it.each([
    '',
    '-5',
    '1.5',
    '5s',
    'soon',
    '99999999999',
    '1994-11-06T08:50:37Z',
    'Sun Nov  6 08:50:37 1994',
    'Sun, 99 Nov 1994 08:50:37 GMT',
  ])('a wait of %j is none', (header) => {
    expect(classifyStatus(503, header, nowMs)).toEqual({ kind: 'rejected', status: 503 });
  });
});
