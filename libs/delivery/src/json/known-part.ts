// The part of an event's data that its event type has. Tolerant: what is unknown or has not the expected structure is
// left out, so that nothing reaches a receiver that the catalogue does not tell of.
import type { DataShape } from '@posthorn/contracts';

/** `undefined`: nothing of it. Nests no deeper than the shape, and two levels. */
export function knownPart(data: unknown, shape: DataShape): unknown {
  switch (shape.kind) {
    case 'value':
      return isValue(data) ? data : undefined;
    case 'list':
      return Array.isArray(data) ? knownItems(data, shape.item) : undefined;
    case 'map':
      return isObject(data) ? knownEntries(data, () => shape.value) : undefined;
    case 'object':
      return isObject(data) ? knownEntries(data, (name) => shape.keys.get(name)) : undefined;
  }
}

const knownItems = (items: readonly unknown[], shape: DataShape): readonly unknown[] =>
  items.map((item) => knownPart(item, shape)).filter((item) => item !== undefined);

function knownEntries(data: object, shapeOf: (name: string) => DataShape | undefined): object {
  const entries: [string, unknown][] = [];
  for (const [name, value] of Object.entries(data)) {
    const shape = shapeOf(name);
    if (shape !== undefined) entries.push([name, knownPart(value, shape)]);
  }
  return Object.fromEntries(entries);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';

const isValue = (value: unknown): boolean =>
  isScalar(value) || (Array.isArray(value) && value.every(isScalar));
