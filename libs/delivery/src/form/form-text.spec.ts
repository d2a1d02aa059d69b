import type { FormText } from '@posthorn/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWriter } from './form-text.js';

const write = (as: FormText, value: unknown): string => textWriter(as)(value, 'America/Chicago');
const statusCodes: FormText = { codes: { open: '0', won: '1' } };

const cases: readonly [FormText, unknown, string][] = [
  ['text', 'a', 'a'],
  ['text', 36.5, '36.5'],
  ['text', true, '1'],
  ['text', false, '0'],
  ['text', ['a', 'b'], '||a||b||'],
  ['text', [], ''],
  ['text', ['a', null, { b: 1 }], '||a||||{"b":1}||'],
  ['text', { a: 1 }, '{"a":1}'],
  ['joined', ['Customer', 'Newsletter, monthly'], 'Customer, Newsletter, monthly'],
  ['joined', [], ''],
  ['joined', 'one', 'one'],
  ['decimal', 10000, '100.00'],
  ['decimal', -5, '-0.05'],
  ['decimal', 0, '0.00'],
  ['decimal', 9007199254740991, '90071992547409.91'],
  ['decimal', '12.5', '12.5'],
  ['decimal', 12.5, '12.5'],
  ['decimal_raw', 10000, '100'],
  ['decimal_raw', 9950, '99.5'],
  ['decimal_raw', 9905, '99.05'],
  ['decimal_raw', 0, '0'],
  ['decimal_raw', -1000000, '-10000'],
  ['lower', 'USD', 'usd'],
  ['currency_symbol', 'USD', '$'],
  ['currency_symbol', 'eur', '&euro;'],
  ['currency_symbol', 'CHF', 'CHF'],
  ['currency_symbol', 'constructor', 'CONSTRUCTOR'],
  ['currency_symbol', 7, '7'],
  ['local_time', '2017-11-24T16:06:22Z', '2017-11-24 10:06:22'],
  ['local_time_iso', '2017-11-24T17:06:22.5+01:00', '2017-11-24T10:06:22-06:00'],
  ['local_time_iso', '2017-11-24', '2017-11-24'],
  ['local_time', '2017-99-24T16:06:22Z', '2017-99-24T16:06:22Z'],
  ['local_time', 1, '1'],
  [statusCodes, 'won', '1'],
  [statusCodes, 'abandoned', 'abandoned'],
  [statusCodes, 2, '2'],
  [statusCodes, 'toString', 'toString'],
];

describe('textWriter', () => {
  it.each(cases)('%j writes %j as %j', (as, value, text) => {
    expect(write(as, value)).toBe(text);
  });

  it('writes data that is nested too deep as empty', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(write('text', { deep })).toBe('');
  });

  it('keeps every cent of a decimal', () => {
    const property = fc.property(fc.maxSafeInteger(), (hundredths) => {
      const digits = write('decimal', hundredths).replace(/[.]/, '');
      expect(Number(digits)).toBe(hundredths + 0);
      expect(Number(write('decimal_raw', hundredths))).toBe(Number(write('decimal', hundredths)));
    });
    fc.assert(property);
  });
});
