import { describe, expect, it } from 'vitest';
import { cents, currency, fieldValue, id, time } from './data-values.js';

describe('the values of event data', () => {
  it.each([
    { schema: id, accepted: ['1', '18446744073709551615'], refused: ['0', '01', '', '-1', '1.0', 'a', 1] },
    {
      schema: time,
      accepted: ['2026-07-17T22:01:25-05:00', '2026-07-18T03:01:25Z', '2026-07-18T03:01:25.123Z'],
      refused: ['2026-07-17', '2026-07-17T22:01:25', '2026-07-17 22:01:25Z', '2026-02-30T00:00:00Z', 1],
    },
    { schema: cents, accepted: [0, 10000, -5], refused: [1.5, '10000', 2 ** 53] },
    { schema: currency, accepted: ['usd', 'EUR'], refused: ['', 'US', 'euro', '€'] },
    { schema: fieldValue, accepted: ['a', 1.5, true, null, ['a', 'b'], []], refused: [{}, [1], [['a']]] },
  ])('are accepted and refused one by one', ({ schema, accepted, refused }) => {
    for (const value of accepted) expect(schema.safeParse(value).success, String(value)).toBe(true);
    for (const value of refused) expect(schema.safeParse(value).success, JSON.stringify(value)).toBe(false);
  });
});
