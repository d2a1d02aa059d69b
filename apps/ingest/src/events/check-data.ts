// Checks an event's `data` by its event type's schema. A fault is told in the schema's own words.
import type { EventContract } from '@posthorn/contracts';
import { zodFaults, type FieldFault } from '@posthorn/service-runtime';
import { z } from 'zod';

export type CheckedData =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

export function checkData(eventType: EventContract, data: unknown): CheckedData {
  const parsed = eventType.schema.safeParse(data, { error: schemaAdvice });
  return parsed.success
    ? { ok: true, data: parsed.data }
    : { ok: false, faults: zodFaults(parsed.error, 'data') };
}

/** What the schema says of itself, or the type that it wants; where it has neither, zod's own words. */
export function schemaAdvice(issue: z.core.$ZodRawIssue): string | undefined {
  const expected =
    describedBy(issue.schema) ??
    (issue.code === 'invalid_type' ? `Give this as ${issue.expected}` : undefined);
  if (expected === undefined) return undefined;
  return issue.input === undefined ? `Required. ${expected}` : expected;
}

const describedBy = (schema: z.core.$ZodType | undefined): string | undefined =>
  schema && z.globalRegistry.get(schema)?.description?.replace(/\.$/, '');
