// The fields of an object as rows of a table: its path, what it is, whether it is needed, what it means.
import { z } from 'zod';

export interface FieldRow {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly meaning: string;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly required?: readonly string[];
}

/** `path` is the object's own, with dots; `fields[n].key` stands for each item of a list. */
export const fieldRows = (schema: z.ZodType, path: string): readonly FieldRow[] =>
  rowsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema, path, true);

function rowsOf(schema: Schema, path: string, required: boolean): readonly FieldRow[] {
  const { properties, items } = schema;
  if (items?.properties !== undefined) return rowsOf(items, `${path}[n]`, required);
  if (properties === undefined)
    return [{ path, type: typeOf(schema), required, meaning: schema.description ?? '' }];
  return Object.entries(properties).flatMap(([name, inner]) =>
    rowsOf(
      inner,
      path === '' ? name : `${path}.${name}`,
      required && schema.required?.includes(name) === true,
    ),
  );
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.format === 'date-time') return 'time';
  switch (schema.type) {
    case 'array':
      return `list of ${typeOf(schema.items ?? {})}`;
    case 'object':
      return `map of ${typeOf(schema.additionalProperties === false ? {} : (schema.additionalProperties ?? {}))}`;
    case 'string':
      return 'text';
    default:
      return schema.type ?? 'anything';
  }
}
