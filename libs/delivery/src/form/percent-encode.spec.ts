import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentEncode } from './percent-encode.js';

/** The same rule by other means; lone surrogates become U+FFFD on the way through UTF-8. */
const reference = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString())
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

describe('percentEncode', () => {
  it.each([
    ['', ''],
    ['az-AZ_09.', 'az-AZ_09.'],
    ['a b', 'a+b'],
    ['[K] a+b, 07/20/26 @ 10:00', '%5BK%5D+a%2Bb%2C+07%2F20%2F26+%40+10%3A00'],
    ["~!*'()", '%7E%21%2A%27%28%29'],
    ['é€😀', '%C3%A9%E2%82%AC%F0%9F%98%80'],
    ['\u0000\n\u007f', '%00%0A%7F'],
    ['x\ud800y\udc00', 'x%EF%BF%BDy%EF%BF%BD'],
  ])('writes %j as %s', (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
  });

  it('agrees with the reference on any text', () => {
    const unit = fc.integer({ min: 0, max: 0x10ffff }).map((codePoint) => String.fromCodePoint(codePoint));
    const texts = fc.oneof(fc.string({ unit }), fc.string());
    fc.assert(
      fc.property(texts, (text) => percentEncode(text) === reference(text)),
      { numRuns: 1_000 },
    );
  });
});
