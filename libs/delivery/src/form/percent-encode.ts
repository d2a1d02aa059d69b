// Percent-encodes text as PHP's `http_build_query` does (RFC 1738: letters, digits and `-_.` stay, a space becomes
// `+`, all else is percent-encoded UTF-8). On the hot path: written as bytes and made a string once, since a string
// that grows by pieces leaves more garbage than the rest of a delivery; no work for text that may stay as it is.

const percent = 0x25;
const hexDigits = Buffer.from('0123456789ABCDEF');
const bareCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

/** What an ASCII code is written as when that is one byte; 0 otherwise. */
const oneByte = new Uint8Array(128);
for (const character of bareCharacters) oneByte[character.charCodeAt(0)] = character.charCodeAt(0);
oneByte[0x20] = 0x2b;

const replacement = 0xfffd;
/** A UTF-16 unit is at most three bytes of UTF-8, and each becomes `%XX`. */
const bytesPerUnitMax = 9;
const scratchBytes = 65_536;
const scratch = Buffer.allocUnsafeSlow(scratchBytes);

/** Never throws: a lone surrogate, which UTF-8 cannot have, becomes U+FFFD. */
export function percentEncode(text: string): string {
  const bare = bareLength(text);
  if (bare === text.length) return text;
  const bytesMax = bare + (text.length - bare) * bytesPerUnitMax;
  const bytes = bytesMax <= scratchBytes ? scratch : Buffer.allocUnsafe(bytesMax);
  return bytes.toString('latin1', 0, write(text, bytes));
}

/** How many characters, from the first, stay as they are. */
function bareLength(text: string): number {
  let index = 0;
  for (; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 128 || oneByte[unit] !== unit || unit === 0) break;
  }
  return index;
}

/** Answers the end of what was written. */
function write(text: string, bytes: Buffer): number {
  let end = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const same = unit < 128 ? (oneByte[unit] ?? 0) : 0;
    if (same !== 0) bytes[end++] = same;
    else if (unit < 128) end = writeByte(unit, bytes, end);
    else {
      const codePoint = text.codePointAt(index) ?? unit;
      end = writeCodePoint(codePoint, bytes, end);
      if (codePoint > 0xffff) index += 1;
    }
  }
  return end;
}

function writeByte(byte: number, bytes: Buffer, at: number): number {
  bytes[at] = percent;
  bytes[at + 1] = hexDigits[byte >> 4] ?? 0;
  bytes[at + 2] = hexDigits[byte & 15] ?? 0;
  return at + 3;
}

const writeContinuation = (bits: number, bytes: Buffer, at: number): number =>
  writeByte(0x80 | (bits & 0x3f), bytes, at);

/** UTF-8 of a code point above ASCII. */
function writeCodePoint(codePoint: number, bytes: Buffer, at: number): number {
  if (codePoint < 0x800)
    return writeContinuation(codePoint, bytes, writeByte(0xc0 | (codePoint >> 6), bytes, at));
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return writeCodePoint(replacement, bytes, at);
  if (codePoint < 0x10000) {
    const lead = writeByte(0xe0 | (codePoint >> 12), bytes, at);
    return writeContinuation(codePoint, bytes, writeContinuation(codePoint >> 6, bytes, lead));
  }
  const lead = writeByte(0xf0 | (codePoint >> 18), bytes, at);
  const middle = writeContinuation(codePoint >> 6, bytes, writeContinuation(codePoint >> 12, bytes, lead));
  return writeContinuation(codePoint, bytes, middle);
}
