import { describe, expect, it } from 'vitest';
import { hashToken, sameToken, tokenFrom } from './token.js';

const read = (headers: Record<string, string>) => tokenFrom((name) => headers[name]);

describe('tokenFrom', () => {
  it.each([
    [{ authorization: 'Bearer pht_1' }, 'pht_1'],
    [{ authorization: 'bearer  pht_1 ' }, 'pht_1'],
    [{ 'api-token': ' pht_1 ' }, 'pht_1'],
    [{ authorization: 'Bearer pht_1', 'api-token': 'pht_2' }, 'pht_1'],
    [{ authorization: 'Basic cGh0', 'api-token': 'pht_2' }, 'pht_2'],
    [{ authorization: 'Basic cGh0' }, undefined],
    [{ authorization: 'Bearer ' }, undefined],
    [{ 'api-token': ' ' }, undefined],
    [{}, undefined],
  ])('%j is %s', (headers, token) => {
    expect(read(headers)).toBe(token);
  });
});

it('hashes as token records have it', () => {
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it.each([
  ['pht_1', 'pht_1', true],
  ['pht_1', 'pht_2', false],
  ['pht_1', 'pht_11', false],
])('%s and %s: %s', (left, right, same) => {
  expect(sameToken(left, right)).toBe(same);
});
