import { expect, it } from 'vitest';
import { interpolate } from './interpolate.js';

const variables = { NAME: 'value', EMPTY: '' };

it.each([
  ['plain', 'plain'],
  ['${NAME}', 'value'],
  ['a ${NAME} b ${NAME}', 'a value b value'],
  ['${MISSING}', ''],
  ['${NAME:-default}', 'value'],
  ['${EMPTY:-default}', 'default'],
  ['${MISSING:-kafka:9092}', 'kafka:9092'],
  ['${MISSING:-a ${NAME} and ${MISSING:-b}}!', 'a value and b!'],
  ['${NAME:-${MISSING:?never asked}}', 'value'],
  ['$${NAME} costs $$5', '${NAME} costs $5'],
])('%s is %s', (text, expected) => {
  expect(interpolate(text, variables)).toBe(expected);
});

it.each([
  ['${MISSING:?say it}', 'MISSING: say it'],
  ['${EMPTY:?say it}', 'EMPTY: say it'],
  ['$NAME', 'begins nothing'],
  ['${NAME', 'does not close'],
  ['${NAME:+other}', 'no form that is used here'],
])('refuses %s', (text, message) => {
  expect(() => interpolate(text, variables)).toThrow(message);
});
