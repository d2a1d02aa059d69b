// The kinds of value that shops' payloads are made of, and what becomes of them in an event. Numbers are text already.
import { z } from 'zod';

export const shopId = z.string().regex(/^\d{1,20}$/, 'Expected an id of digits');
export const amount = z.string().regex(/^-?\d{1,13}(\.\d+)?$/, 'Expected a decimal amount');
/** Of a field that is often null. */
export const maybeText = z.string().nullish();
export const maybeId = shopId.nullish();
/** Empty where a shop has none. */
export const maybeAmount = amount.or(z.literal('')).nullish();

/** Hundredths, rounded half up; `undefined`: there is no amount. */
export function centsOf(text: string | null | undefined): number | undefined {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? '') ?? [];
  if (whole === undefined) return undefined;
  const [hundredths, next] = [fraction.slice(0, 2).padEnd(2, '0'), fraction.charAt(2)];
  const cents = Number(whole) * 100 + Number(hundredths) + (next >= '5' ? 1 : 0);
  return sign === '-' && cents > 0 ? -cents : cents;
}

/** Ids begin at 1; 0 stands for none. */
export const idOf = (text: string | null | undefined): string | undefined =>
  text === undefined || text === null || /^0*$/.test(text) ? undefined : text.replace(/^0+/, '');

/** Never below 0; some shops sell by the half. */
export const quantityOf = (text: string): number => Math.max(0, Math.round(Number(text)));

/** The first that is there and not empty. */
export const firstText = (...texts: readonly (string | null | undefined)[]): string | undefined =>
  texts.find((text) => text !== undefined && text !== null && text !== '') ?? undefined;

type Given<T> = { [K in keyof T]: Exclude<T[K], null | undefined> };

/** Without what is absent, null or empty: an event says what there is. */
export const given = <T extends object>(fields: T): Partial<Given<T>> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as Partial<Given<T>>;
