// Percent-encodes text as PHP's `http_build_query` does (RFC 1738: letters, digits and `-_.` stay, a space becomes
// `+`, all else is percent-encoded UTF-8). On the hot path: tables, and no work for text that may stay as it is.

const byteText = Array.from(
  { length: 256 },
  (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);

const bareCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

/** 1 for the ASCII codes that stay as they are. */
const stays = new Uint8Array(128);
for (const character of bareCharacters) stays[character.charCodeAt(0)] = 1;

const asciiText = byteText.slice(0, 128);
asciiText[0x20] = '+';

const replacement = '%EF%BF%BD';

/** Never throws: a lone surrogate, which UTF-8 cannot have, becomes U+FFFD. */
export function percentEncode(text: string): string {
  let encoded = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 128 && stays[unit] === 1) continue;
    if (copied < index) encoded += text.slice(copied, index);
    if (unit < 128) {
      encoded += asciiText[unit] ?? '';
    } else {
      const codePoint = text.codePointAt(index) ?? unit;
      encoded += encodeCodePoint(codePoint);
      if (codePoint > 0xffff) index += 1;
    }
    copied = index + 1;
  }
  if (copied === 0) return text;
  return copied < text.length ? encoded + text.slice(copied) : encoded;
}

const byteOf = (value: number): string => byteText[value] ?? '';
const continuation = (bits: number): string => byteOf(0x80 | (bits & 0x3f));

/** UTF-8 of a code point above ASCII. */
function encodeCodePoint(codePoint: number): string {
  if (codePoint < 0x800) return byteOf(0xc0 | (codePoint >> 6)) + continuation(codePoint);
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return replacement;
  const low = continuation(codePoint >> 6) + continuation(codePoint);
  if (codePoint < 0x10000) return byteOf(0xe0 | (codePoint >> 12)) + low;
  return byteOf(0xf0 | (codePoint >> 18)) + continuation(codePoint >> 12) + low;
}
