// What is complete above the committed offset, as text that fits a commit's metadata: run lengths (`r`) or bits
// (`b`), whichever is shorter. What does not fit is left out: it is delivered again after a crash, never lost.
import type { Run } from './runs.js';

/** Kafka's `offset.metadata.max.bytes`; 4,097 characters are refused with OFFSET_METADATA_TOO_LARGE. */
export const metadataCharsMax = 4_096;

/** Offsets above the base that bits alone can always tell. */
export const bitsSpanMax = (metadataCharsMax - 1) * 6 - 8;

const radix = 36;

/** `runs` are complete, ascending, disjoint, and start above `base`; the offset `base` itself is incomplete. */
export function encodeMetadata(base: number, runs: readonly Run[]): string {
  if (runs.length === 0) return '';
  const lengths = encodeLengths(base, runs);
  const bits = encodeBits(base, runs);
  return bits !== undefined && bits.length < lengths.length ? bits : lengths;
}

/** `r` and the lengths in base 36, in turn: incomplete, complete, incomplete, …; cut where the limit is reached. */
function encodeLengths(base: number, runs: readonly Run[]): string {
  let text = 'r';
  let at = base;
  for (const { start, end } of runs) {
    const pair = `${text.length === 1 ? '' : '.'}${(start - at).toString(radix)}.${(end - start).toString(radix)}`;
    if (text.length + pair.length > metadataCharsMax) break;
    text += pair;
    at = end;
  }
  return text;
}

/** `b` and a bit per offset from `base` in base64url, least significant bit first; `undefined` when too long. */
function encodeBits(base: number, runs: readonly Run[]): string | undefined {
  const span = (runs.at(-1)?.end ?? base) - base;
  if (span > bitsSpanMax) return undefined;
  const bits = Buffer.alloc(Math.ceil(span / 8));
  for (const { start, end } of runs) {
    for (let bit = start - base; bit < end - base; bit += 1)
      bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return `b${bits.toString('base64url')}`;
}

/** The complete runs above `base`; `undefined` when the text is nothing that this module wrote. */
export function decodeMetadata(base: number, text: string): Run[] | undefined {
  if (text === '') return [];
  if (text.length > metadataCharsMax) return undefined;
  if (text.startsWith('r')) return decodeLengths(base, text.slice(1));
  if (text.startsWith('b')) return decodeBits(base, text.slice(1));
  return undefined;
}

function decodeLengths(base: number, text: string): Run[] | undefined {
  const lengths = text.split('.');
  if (lengths.length % 2 !== 0 || !lengths.every((length) => /^[0-9a-z]{1,11}$/.test(length)))
    return undefined;
  const runs: Run[] = [];
  let at = base;
  for (let index = 0; index < lengths.length; index += 2) {
    const start = at + parseInt(lengths[index] ?? '', radix);
    const end = start + parseInt(lengths[index + 1] ?? '', radix);
    if (start <= at || end <= start || !Number.isSafeInteger(end)) return undefined;
    runs.push({ start, end });
    at = end;
  }
  return runs;
}

function decodeBits(base: number, text: string): Run[] | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  const bits = Buffer.from(text, 'base64url');
  const isSet = (bit: number): boolean => ((bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  if (isSet(0)) return undefined;
  const runs: Run[] = [];
  for (let bit = 1; bit < bits.length * 8; bit += 1) {
    if (!isSet(bit)) continue;
    const start = bit;
    while (isSet(bit)) bit += 1;
    runs.push({ start: base + start, end: base + bit });
  }
  return runs;
}
