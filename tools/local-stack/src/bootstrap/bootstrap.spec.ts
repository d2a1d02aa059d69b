// The bootstrap is plain JavaScript outside `src`, since it runs before anything is built.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { portNames, portTable } from '../servers/ports.js';

const load = (name: string): Promise<unknown> =>
  import(new URL(`../../bootstrap/${name}.mjs`, import.meta.url).href);
const predicate = z.custom<(version: string, range: string) => boolean>(
  (value) => typeof value === 'function',
);

it.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['21.7.0', false],
  ['22.12.0', true],
  ['22.11.0', false],
  ['23.1.0', false],
  ['24.0.0', true],
  ['25.1.0', true],
])('knows whether Node %s will do: %s', async (version, expected) => {
  const { satisfies } = z.object({ satisfies: predicate }).parse(await load('require-node'));
  expect(satisfies(version, '^20.19 || ^22.12 || >=24')).toBe(expected);
});

it('looks at the ports that the stack takes', async () => {
  const { usualPorts } = z.object({ usualPorts: z.array(z.number()) }).parse(await load('doctor'));
  expect(usualPorts).toEqual(portNames.map((name) => portTable[name].usual));
});

it('sees that these packages are the lockfile’s', async () => {
  const { packagesAreCurrent } = z.object({ packagesAreCurrent: predicate }).parse(await load('packages'));
  expect(packagesAreCurrent('', '')).toBe(true);
});
