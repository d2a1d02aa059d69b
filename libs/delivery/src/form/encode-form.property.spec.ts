// Any valid event can be read back from its body by PHP's rules, and no JSON whatever breaks the encoder.
import { eventTypes, type EventAttributes, type EventType, type FormBlock } from '@posthorn/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeForm } from './encode-form.js';
import { textWriter } from './form-text.js';

const timeZone = 'Europe/Berlin';
const attributes: EventAttributes = {
  ...{ id: 'evt_1', source: '/crm', type: 'any', time: '2026-07-18T03:01:25Z', subject: undefined },
  ...{ accountId: 'acc_1', initiatedFrom: 'public', initiatedBy: 'public', listIds: ['2', '5'] },
  ...{ schemaId: undefined, mass: false, traceparent: undefined },
};
const encode = (eventType: EventType, data: unknown): string =>
  encodeForm(eventType, { attributes: { ...attributes, type: eventType.code }, data }, { timeZone }).toString(
    'latin1',
  );

describe.each(eventTypes)('$code', (eventType: EventType) => {
  it('is read back by PHP as it was meant', () => {
    const property = fc.property(arbitraryOf(z.toJSONSchema(eventType.schema)), (data) => {
      expect(eventType.schema.safeParse(data).error).toBeUndefined();
      const decoded = decodeForm(encode(eventType, data));
      expect(decoded).toMatchObject({ type: eventType.code, date_time: '2026-07-18T05:01:25+02:00' });
      for (const [key, text] of eventType.form.flatMap((block) => meantBy(block, data)))
        expect(readPath(decoded, key), key.join('.')).toBe(text);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('takes any JSON', () => {
    const oddTexts = fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map((units) => String.fromCharCode(...units));
    const odd = fc.oneof(oddTexts, fc.jsonValue({ maxDepth: 3 }));
    const property = fc.property(fc.array(odd, { minLength: 40, maxLength: 40 }), odd, (values, whole) => {
      encode(eventType, whole);
      expect(encode(eventType, replaceLeaves(eventType.sample, values))).toMatch(/^[\w.%+&=-]+$/);
    });
    fc.assert(property, { numRuns: 50 });
  });
});

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

/** Values of a JSON Schema, as far as the catalogue uses it. */
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

type Tree = Record<string, unknown>;

/** PHP's reading of a form body, for keys that name all their brackets. */
function decodeForm(form: string): Tree {
  const root: Tree = {};
  for (const pair of form.split('&')) {
    const [key = '', text = ''] = pair
      .split('=')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const [name = '', ...brackets] = key.split('[');
    place(root, [name, ...brackets.map((bracket) => bracket.slice(0, bracket.indexOf(']')))], text);
  }
  return root;
}

function place(tree: Tree, [name = '', ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) {
    tree[name] = text;
    return;
  }
  const inner = typeof tree[name] === 'object' ? (tree[name] as Tree) : {};
  tree[name] = inner;
  place(inner, rest, text);
}

/** What a block should say, worked out from the typed data: paths and their texts, `undefined` for left out. */
function meantBy(block: FormBlock, data: unknown): (readonly [readonly string[], string | undefined])[] {
  switch (block.kind) {
    case 'value': {
      const found = readPath(data, block.from) ?? undefined;
      const text = found === undefined ? block.missing : textWriter(block.as)(found, timeZone);
      return [[block.key, text]];
    }
    case 'when':
      return readPath(data, block.from) === undefined
        ? []
        : block.blocks.flatMap((inner) => meantBy(inner, data));
    case 'each': {
      const { item, key } = block;
      const items = Object.entries(readPath(data, block.from) ?? {});
      if (typeof item === 'object' && 'map' in item)
        return items.flatMap(([name, value]) =>
          item
            .flatMap((inner) => meantBy(inner, value))
            .map(([path, text]) => [[...key, name, ...path], text] as const),
        );
      return items.map(([name, value]) => [
        [...key, name],
        value === null ? '' : textWriter(item)(value, timeZone),
      ]);
    }
    case 'event_lists':
      return attributes.listIds.map((listId, index) => [['list', String(index), 'id'], listId]);
  }
}

const readPath = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (found as Tree | undefined)?.[name], value);

/** The same structure with odd values in the places of the good ones. */
function replaceLeaves(value: unknown, values: unknown[]): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceLeaves(item, values));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, replaceLeaves(inner, values)]),
    );
  return values.pop();
}
