// Valid data of any event type, for specs: made of its JSON Schema, as far as the catalogue uses it.
import type { EventType } from '@posthorn/contracts';
import fc from 'fast-check';
import { z } from 'zod';

export const arbitraryData = (eventType: EventType): fc.Arbitrary<unknown> =>
  arbitraryOf(z.toJSONSchema(eventType.schema));

interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly propertyNames?: JsonSchema;
  readonly minimum?: number;
  readonly minLength?: number;
}

function arbitraryOf(untyped: unknown): fc.Arbitrary<unknown> {
  const schema = untyped as JsonSchema;
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitraryOf));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.maxSafeInteger().filter((value) => value >= (schema.minimum ?? Number.MIN_SAFE_INTEGER));
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf(schema.items), { maxLength: 4 });
    case 'object':
      return objectOf(schema);
    default:
      throw new Error(`no arbitrary for ${JSON.stringify(schema)}`);
  }
}

const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((codePoint) => String.fromCodePoint(codePoint));

function textOf({ format, pattern, minLength }: JsonSchema): fc.Arbitrary<string> {
  const years = { min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z') };
  if (format === 'date-time') return fc.date({ ...years, noInvalidDate: true }).map((at) => at.toISOString());
  if (format === 'ipv4') return fc.ipV4();
  if (format === 'ipv6') return fc.ipV6();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: character, minLength: minLength ?? 0 });
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.additionalProperties)
    return fc.dictionary(
      readableName(textOf(schema.propertyNames ?? {})),
      arbitraryOf(schema.additionalProperties),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    );
  const properties = Object.entries(schema.properties ?? {});
  const model = Object.fromEntries(properties.map(([name, inner]) => [name, arbitraryOf(inner)]));
  return fc.record(model, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true });
}

/** PHP ends a name at its first bracket; JavaScript has a plan of its own for one other. */
const readableName = (names: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  names.filter((name) => !/[[\]]|^__proto__$/.test(name));
