import { expect, it } from 'vitest';
import { objectOf, structOf } from './struct.js';

const object = {
  text: '',
  zero: 0,
  half: 0.5,
  no: false,
  nothing: null,
  list: [1, 'a', null, [], [{ a: true }]],
};

it('is written and read back', () => {
  expect(objectOf(structOf({ ...object, inner: object, empty: {} }))).toEqual({
    ...object,
    inner: object,
    empty: {},
  });
});

it('is empty when the decoder gives it no fields', () => {
  expect(objectOf({})).toEqual({});
});
