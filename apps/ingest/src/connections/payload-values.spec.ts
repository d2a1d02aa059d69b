import { describe, expect, it } from 'vitest';
import { centsOf, given, idOf, quantityOf } from './payload-values.js';

describe('cents', () => {
  it.each([
    ['199.00', 19_900],
    ['0.1', 10],
    ['19.99', 1_999],
    ['1.005', 101],
    ['1.004', 100],
    ['0.995', 100],
    ['12', 1_200],
    ['-3.50', -350],
    ['-0.00', 0],
    ['9999999999999.99', 999_999_999_999_999],
  ])('of %s are %i', (text, cents) => {
    expect(centsOf(text)).toBe(cents);
  });

  it.each(['', 'free', '1e5', null, undefined])('are none of %j', (text) => {
    expect(centsOf(text)).toBeUndefined();
  });
});

it.each([
  ['727', '727'],
  ['0', undefined],
  [null, undefined],
])('the id of %j is %j', (text, id) => {
  expect(idOf(text)).toBe(id);
});

it.each([
  ['2', 2],
  ['1.5', 2],
  ['-1', 0],
])('the quantity of %s is %i', (text, quantity) => {
  expect(quantityOf(text)).toBe(quantity);
});

it('says what there is, and nothing of the rest', () => {
  expect(given({ a: '', b: null, c: undefined, d: 0, e: false })).toEqual({ d: 0, e: false });
});
