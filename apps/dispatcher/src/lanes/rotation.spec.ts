import { expect, it } from 'vitest';
import { Rotation } from './rotation.js';

const turns = (rotation: Rotation<string>, count: number): (string | undefined)[] =>
  Array.from({ length: count }, () => rotation.next());

it('gives each member its turn, round after round', () => {
  const rotation = new Rotation<string>();
  for (const member of ['a', 'b', 'c', 'b']) rotation.add(member);
  expect(rotation.size).toBe(3);
  expect(turns(rotation, 6)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

it('keeps everybody else when one is removed', () => {
  const rotation = new Rotation<string>();
  for (const member of ['a', 'b', 'c', 'd']) rotation.add(member);
  rotation.remove('b');
  rotation.remove('nobody');
  expect(turns(rotation, 6).sort()).toEqual(['a', 'a', 'c', 'c', 'd', 'd']);
  for (const member of ['a', 'c', 'd']) rotation.remove(member);
  expect(rotation.next()).toBeUndefined();
});
