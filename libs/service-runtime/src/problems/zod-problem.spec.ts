import { expect, it } from 'vitest';
import { z } from 'zod';
import { zodFaults } from './zod-problem.js';

const schema = z.strictObject({
  name: z.string(),
  tags: z.array(z.strictObject({ id: z.string() })),
});

const faultsOf = (value: unknown, at?: string) => {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : zodFaults(error, at);
};

it('names each faulty field by its path', () => {
  expect(faultsOf({ name: 1, tags: [{ id: 'a' }, { id: 2 }] }).map(({ field }) => field)).toEqual([
    'name',
    'tags[1].id',
  ]);
});

it('names unknown keys, wherever they are', () => {
  const faults = faultsOf({ name: 'a', nmae: 'b', tags: [{ id: 'a', x: 1, y: 2 }] });
  expect(faults.map(({ field }) => field).sort()).toEqual(['nmae', 'tags[0].x', 'tags[0].y']);
});

it('tells one fault for a field', () => {
  const { error } = z.string().min(3).regex(/^a/).safeParse('b');
  expect(error && zodFaults(error)).toHaveLength(1);
});

it('stands under a given path', () => {
  expect(faultsOf({ tags: [] }, 'events[3]')).toMatchObject([{ field: 'events[3].name' }]);
  expect(faultsOf('text', 'events[3]')).toMatchObject([{ field: 'events[3]' }]);
  expect(faultsOf('text')).toMatchObject([{ field: 'body' }]);
});
