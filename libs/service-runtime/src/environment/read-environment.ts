// Reads the environment once, section by section, and names every fault at once. What a service may be told
// is decided by the sections; this file only reads and reports.
import type { z } from 'zod';

/** Sections by name; each is a zod schema over the same variables. */
export type EnvironmentSections = Readonly<Record<string, z.ZodType>>;

export type Environment<S extends EnvironmentSections> = { readonly [K in keyof S]: z.output<S[K]> };

export interface EnvironmentFault {
  readonly variable: string;
  /** What was found and how to set it right, one line. */
  readonly message: string;
}

export type EnvironmentReading<S extends EnvironmentSections> =
  | { readonly ok: true; readonly environment: Environment<S> }
  | { readonly ok: false; readonly faults: readonly EnvironmentFault[] };

/** sysexits.h EX_CONFIG: the configuration is wrong, a restart does not help. */
export const exitCodeOfBadConfiguration = 78;

type Variables = Readonly<Record<string, string | undefined>>;

/** The sections' values. Ends the process with code 78 and the list of faults when one is wrong. */
export function readEnvironment<S extends EnvironmentSections>(sections: S): Environment<S> {
  const reading = parseEnvironment(sections, process.env);
  if (reading.ok) return reading.environment;
  process.stderr.write(describeFaults(reading.faults));
  process.exit(exitCodeOfBadConfiguration);
}

/** A variable set to nothing counts as not set: compose files pass `${NAME:-}` as empty text. */
export function parseEnvironment<S extends EnvironmentSections>(
  sections: S,
  variables: Variables,
): EnvironmentReading<S> {
  const present = trimmed(variables);
  const readings = Object.entries(sections).map(([name, schema]) => ({
    name,
    reading: schema.safeParse(present),
  }));
  const issues = readings.flatMap(({ reading }) => reading.error?.issues ?? []);
  if (issues.length > 0) return { ok: false, faults: faultsOf(issues, present) };
  const values = readings.map(({ name, reading }) => [name, reading.data]);
  return { ok: true, environment: Object.fromEntries(values) as Environment<S> };
}

const trimmed = (variables: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables)
      .map(([name, value]) => [name, value?.trim() ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );

function faultsOf(issues: readonly z.core.$ZodIssue[], present: Variables): readonly EnvironmentFault[] {
  const faults = issues.map((issue) => {
    const variable = String(issue.path[0] ?? 'environment');
    return { variable, message: `${variable} ${found(variable, present)}. ${issue.message}.` };
  });
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}

const secretName = /PASSWORD|TOKEN|SECRET|KEY|URL/;

function found(variable: string, present: Variables): string {
  const value = present[variable];
  if (value === undefined) return 'is not set';
  return secretName.test(variable) ? 'is wrong' : `is "${value.slice(0, 100)}"`;
}

const describeFaults = (faults: readonly EnvironmentFault[]): string =>
  [
    `Cannot start: ${faults.length} in the environment to put right.`,
    ...faults.map(({ message }) => `  ${message}`),
    '',
  ].join('\n');
