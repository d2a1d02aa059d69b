// What is complete above the committed offset, as text that fits a commit's metadata. What is incomplete there is
// rare: the text tells how many complete offsets stand between one incomplete offset and the next.
//
//   base  x======x=x===        x = incomplete: gaps of 6, 1 and 3      'g', how the gaps are written, and the gaps
//
// What does not fit is left out: it is delivered again after a crash, never lost.
import { bitsFor, GapWriter, readGaps, remainderBitsMax, type Amount } from './gap-code.js';
import type { Run } from './runs.js';

/** Kafka's `offset.metadata.max.bytes`; 4,097 characters are refused with OFFSET_METADATA_TOO_LARGE. */
export const metadataCharsMax = 4_096;

/** Before the gaps: the form, and a digit for the bits of a remainder. */
const headChars = 2;
const bitsPerChar = 6;
const bitsMax = (metadataCharsMax - headChars) * bitsPerChar;

const form = 'g';
const radix = 36;

/**
 * How much of a text it takes to tell so many incomplete offsets, the base with them, and so many complete ones among
 * them, in whatever order; 1: all of it. With fewer incomplete ones it takes less.
 */
export function shareOfText(incomplete: number, complete: number): number {
  return bitsFor({ count: incomplete, sum: complete }).bits / bitsMax;
}

/** `runs` are complete, ascending, disjoint, and start above `base`; the offset `base` itself is incomplete. */
export function encodeMetadata(base: number, runs: readonly Run[]): string {
  if (runs.length === 0) return '';
  const { remainderBits } = bitsFor(amountOf(base, runs));
  const writer = new GapWriter(remainderBits, bitsMax);
  writeGaps(writer, base, runs);
  const gaps = writer.bytes.toString('base64url');
  return gaps === '' ? '' : form + remainderBits.toString(radix) + gaps;
}

function amountOf(base: number, runs: readonly Run[]): Amount {
  const sum = runs.reduce((total, { start, end }) => total + end - start, 0);
  return { count: (runs.at(-1)?.end ?? base) - base - sum, sum };
}

/** Until the text is full. */
function writeGaps(writer: GapWriter, base: number, runs: readonly Run[]): void {
  let at = base + 1;
  for (const { start, end } of runs) {
    for (; at < start; at += 1) if (!writer.write(0)) return;
    if (!writer.write(end - start)) return;
    at = end + 1;
  }
}

/** The complete runs above `base`; `undefined` when the text is nothing that this module wrote. */
export function decodeMetadata(base: number, text: string): Run[] | undefined {
  if (text === '') return [];
  if (text.length > metadataCharsMax || !/^g[\da-z][\w-]+$/.test(text)) return undefined;
  const remainderBits = parseInt(text.charAt(form.length), radix);
  if (remainderBits > remainderBitsMax) return undefined;
  const gaps = readGaps(Buffer.from(text.slice(headChars), 'base64url'), remainderBits);
  return gaps && runsOf(base, gaps);
}

function runsOf(base: number, gaps: readonly number[]): Run[] | undefined {
  const runs: Run[] = [];
  let at = base + 1;
  for (const gap of gaps) {
    if (gap > 0) runs.push({ start: at, end: at + gap });
    at += gap + 1;
  }
  return Number.isSafeInteger(at) ? runs : undefined;
}
