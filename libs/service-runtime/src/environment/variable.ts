// One environment variable: how its text is read, and what the operator is told when it is wrong.
import { parseDurationLabel } from '@posthorn/contracts';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Expectation {
  /** Follows "Set it to": `a port from 0 to 65535`. */
  readonly expected: string;
  /** A value that would be right. */
  readonly example: string;
}

const advice = ({ expected, example }: Expectation): string => `Set it to ${expected}, such as ${example}`;

/** A variable read by `read`, which answers `undefined` to text that is wrong. `.default()` and `.optional()` apply. */
export const variable = <T>(expectation: Expectation, read: (text: string) => T | undefined) =>
  z.string({ error: advice(expectation) }).transform((text, context): T => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: advice(expectation) });
    return z.NEVER;
  });

/** Of the variables that `SecretBox.parse` of libs/delivery reads. */
export const sealingKeys: Expectation = {
  expected: 'id:base64 of 32 bytes, several separated by commas',
  example: 'k1:<openssl rand -base64 32>',
};

export const text = (expectation: Expectation) => variable(expectation, (found) => found);

export const choice = <T extends string>(values: readonly T[]) =>
  variable({ expected: values.join(' or '), example: values[0] ?? '' }, (found) =>
    values.find((value) => value === found),
  );

export const flag = () =>
  variable({ expected: 'true or false', example: 'true' }, (found) =>
    found === 'true' ? true : found === 'false' ? false : undefined,
  );

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  readonly example: number;
}

export const wholeNumber = ({ min, max, example }: WholeNumberRange) =>
  variable({ expected: `a whole number from ${min} to ${max}`, example: String(example) }, (found) => {
    const value = /^\d{1,15}$/.test(found) ? Number(found) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  });

/** Milliseconds of `10s`, `5m`, `72h`, `5d`. */
export const duration = (example: string) =>
  variable({ expected: 'a duration', example }, parseDurationLabel);

/** 0 lets the system choose. */
export const port = (example: number) => wholeNumber({ min: 0, max: 65_535, example });

/** `a,b` as a list; blanks around the items are dropped, empty items and an empty list are wrong. */
export const list = (expectation: Expectation, accepts: (item: string) => boolean) =>
  variable(expectation, (found): readonly string[] | undefined => {
    const items = found.split(',').map((item) => item.trim());
    return items.every((item) => item !== '' && accepts(item)) ? items : undefined;
  });

/** The text of the file that the variable names. */
export const fileText = (example: string) =>
  variable({ expected: 'the path of a readable file', example }, readText);

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
