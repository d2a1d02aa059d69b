// Schemas as AsyncAPI takes them: JSON Schema draft 7, of what a writer may write.
import { z } from 'zod';

export type Json = Readonly<Record<string, unknown>>;

export function jsonSchemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return rest;
}

export const textSchema = (description: string): Json => ({ type: 'string', description });

/** Of a record's headers, all of which are text. */
export const headersSchema = (
  properties: Readonly<Record<string, Json>>,
  required: readonly string[],
): Json => ({ type: 'object', properties, required });
