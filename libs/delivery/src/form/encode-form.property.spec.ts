// Any valid event can be read back from its body by PHP's rules, and no JSON whatever breaks the encoder.
import { eventTypes, type EventAttributes, type EventType, type FormBlock } from '@posthorn/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryData } from '../arbitrary-data.fixture.js';
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
    const property = fc.property(arbitraryData(eventType), (data) => {
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
