// A failed zod parse as field faults: one entry per faulty field, unknown keys by name.
import type { z } from 'zod';
import type { FieldFault } from './problem.js';

/** `at` stands before each path: `events[3]`. */
export function zodFaults(error: z.ZodError, at = ''): readonly FieldFault[] {
  const faults = error.issues.flatMap((issue) => issueFaults(issue, at));
  return [...new Map(faults.map((fault) => [fault.field, fault])).values()];
}

function issueFaults(issue: z.core.$ZodIssue, at: string): readonly FieldFault[] {
  const path = fieldPath(issue.path, at);
  if (issue.code !== 'unrecognized_keys') return [{ field: path, detail: issue.message }];
  return issue.keys.map((key) => ({
    field: fieldPath([...issue.path, key], at),
    detail: 'Unknown field; remove it or check its spelling',
  }));
}

/** `['data', 'tags', 0]` as `data.tags[0]`; the whole body as `body`. */
export function fieldPath(path: readonly PropertyKey[], at = ''): string {
  const joined = path.reduce<string>((before, segment) => {
    if (typeof segment === 'number') return `${before}[${segment}]`;
    return before === '' ? String(segment) : `${before}.${String(segment)}`;
  }, at);
  return joined === '' ? 'body' : joined;
}
