// Turns one value of an event's `data` into the text of a form body, as the catalogue says (`FormText`). Never
// throws: what does not have the expected type is written as plain text.
import type { FormText } from '@posthorn/contracts';
import { currencySymbol } from './currency-symbol.js';
import { localTime } from './local-time.js';

export type WriteText = (value: unknown, timeZone: string) => string;

/** The writer of a `FormText`. */
export function textWriter(as: FormText): WriteText {
  if (typeof as === 'object') return (value) => codeText(value, as.codes);
  return writers[as];
}

const writers: Readonly<Record<Extract<FormText, string>, WriteText>> = {
  text: plainText,
  joined: (value) => (Array.isArray(value) ? value.map(plainText).join(', ') : plainText(value)),
  decimal: (value) => (isHundredths(value) ? decimalText(value) : plainText(value)),
  decimal_raw: (value) => (isHundredths(value) ? shortestDecimal(value) : plainText(value)),
  lower: (value) => plainText(value).toLowerCase(),
  currency_symbol: (value) => (typeof value === 'string' ? currencySymbol(value) : plainText(value)),
  local_time: (value, timeZone) => timeText(value, timeZone, ({ dateTime }) => dateTime.replace('T', ' ')),
  local_time_iso: (value, timeZone) => timeText(value, timeZone, ({ dateTime, offset }) => dateTime + offset),
};

/** Text as it is; booleans as PHP writes them; lists as `||a||b||`; an object as its JSON. */
function plainText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? '1' : '0';
    default:
      return Array.isArray(value) ? choicesText(value) : jsonText(value);
  }
}

const choicesText = (items: readonly unknown[]): string =>
  items.length === 0 ? '' : `||${items.map(itemText).join('||')}||`;

const itemText = (item: unknown): string => (typeof item === 'object' ? jsonText(item) : plainText(item));

/** Empty for what is missing, and for what is nested too deep to be written. */
function jsonText(value: unknown): string {
  if (value === null || value === undefined) return '';
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

const codeText = (value: unknown, codes: Readonly<Record<string, string>>): string => {
  const name = plainText(value);
  return Object.hasOwn(codes, name) ? (codes[name] ?? '') : name;
};

const isHundredths = (value: unknown): value is number => Number.isSafeInteger(value);

/** 10000 → `100.00`, -5 → `-0.05`. Done on the digits: no rounding. */
function decimalText(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 10000 → `100`, 9950 → `99.5`. */
const shortestDecimal = (hundredths: number): string => decimalText(hundredths).replace(/\.?0{1,2}$/, '');

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i;

type LocalText = (local: { readonly dateTime: string; readonly offset: string }) => string;

function timeText(value: unknown, timeZone: string, write: LocalText): string {
  const text = plainText(value);
  const local = isoTime.test(text) ? localTime(Date.parse(text), timeZone) : undefined;
  return local === undefined ? text : write(local);
}
