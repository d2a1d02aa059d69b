// Prepares the form blocks of an event type once, so that writing a body is only concatenation: keys are encoded
// here, and each block becomes a function. What a value looks like is decided in `form-text.ts`.
import type { EventAttributes, FormBlock, FormEach, FormPath, FormValue } from '@posthorn/contracts';
import { textWriter } from './form-text.js';
import { percentEncode } from './percent-encode.js';

export interface FormScope {
  /** Where `from` paths begin: the event's data, or one item of a list in it. */
  readonly value: unknown;
  /** What stands before each key: `&`, or `&` and the encoded key of the item. */
  readonly prefix: string;
  readonly attributes: EventAttributes;
  readonly timeZone: string;
}

/** Writes `&key=value` for each pair, encoded. */
export type WriteForm = (scope: FormScope) => string;

export const compileForm = (blocks: readonly FormBlock[]): WriteForm =>
  concatenate(blocks.map((block) => compileBlock(block, false)));

/** The lists that `list[n][id]` names; without them the envelope names one. See `FormEventLists`. */
export const severalLists = (attributes: EventAttributes): readonly string[] =>
  attributes.initiatedFrom === 'public' && attributes.listIds.length > 1 ? attributes.listIds : [];

function compileBlock(block: FormBlock, inItem: boolean): WriteForm {
  switch (block.kind) {
    case 'value':
      return compileValue(block, inItem);
    case 'each':
      return compileEach(block, inItem);
    case 'when': {
      const write = concatenate(block.blocks.map((inner) => compileBlock(inner, inItem)));
      return (scope) => (isMissing(readPath(scope.value, block.from)) ? '' : write(scope));
    }
    case 'event_lists':
      return ({ attributes }) =>
        severalLists(attributes)
          .map((listId, index) => `&list%5B${index}%5D%5Bid%5D=${percentEncode(listId)}`)
          .join('');
  }
}

function compileValue({ key, from, as, missing }: FormValue, inItem: boolean): WriteForm {
  const encodedKey = `${encodeKey(key, inItem)}=`;
  const textOf = textWriter(as);
  const absent = missing === undefined ? undefined : encodedKey + percentEncode(missing);
  return ({ value, prefix, timeZone }) => {
    const found = readPath(value, from);
    if (isMissing(found)) return absent === undefined ? '' : prefix + absent;
    return prefix + encodedKey + percentEncode(textOf(found, timeZone));
  };
}

function compileEach({ key, from, item, names }: FormEach, inItem: boolean): WriteForm {
  const listKey = encodeKey(key, inItem);
  const writeItem = isBlocks(item)
    ? concatenate(item.map((block) => compileBlock(block, true)))
    : compileValue({ kind: 'value', key: [], from: [], as: item, missing: '' }, true);
  const written = names === 'lower' ? lowerCase : percentEncode;
  return (scope) => {
    const items = readPath(scope.value, from);
    if (typeof items !== 'object' || items === null) return '';
    let text = '';
    for (const [name, value] of Object.entries(items)) {
      const prefix = `${scope.prefix}${listKey}%5B${written(name)}%5D`;
      text += writeItem({ value, prefix, attributes: scope.attributes, timeZone: scope.timeZone });
    }
    return text;
  };
}

const lowerCase = (name: string): string => percentEncode(name.toLowerCase());

const isBlocks = (item: FormEach['item']): item is readonly FormBlock[] => Array.isArray(item);

function concatenate(writers: readonly WriteForm[]): WriteForm {
  return (scope) => {
    let text = '';
    for (const write of writers) text += write(scope);
    return text;
  };
}

/** `['contact', 'id']` → `contact%5Bid%5D`; in an item every name stands in brackets. */
const encodeKey = ([first, ...rest]: FormPath, inItem: boolean): string => {
  if (first === undefined) return '';
  const brackets = (inItem ? [first, ...rest] : rest).map((name) => `%5B${percentEncode(name)}%5D`).join('');
  return inItem ? brackets : percentEncode(first) + brackets;
};

const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

/** `path` is the catalogue's, never the data's, so that it cannot lead to `constructor` and the like. */
function readPath(value: unknown, path: FormPath): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}
