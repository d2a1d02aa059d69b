import type { LookupAddress } from 'node:dns';
import { expect, it } from 'vitest';
import { productionTargetPolicy } from '../target/target-policy.js';
import { BlockedAddressError, createGuardedLookup } from './guarded-lookup.js';

type Found = string | LookupAddress[];

function ask(all: boolean, ...addresses: string[]): Promise<Found> {
  const lookup = createGuardedLookup(() => Promise.resolve(addresses), productionTargetPolicy);
  return new Promise((resolve, reject) => {
    lookup('hooks.example.com', { all }, (error, found) => {
      if (error) reject(error);
      else resolve(found);
    });
  });
}

it('hands on what it checked, all of it or the first', async () => {
  const both = ['93.184.216.34', '2606:2800:220:1::1'];
  expect(await ask(true, ...both)).toEqual([
    { address: '93.184.216.34', family: 4 },
    { address: '2606:2800:220:1::1', family: 6 },
  ]);
  expect(await ask(false, ...both)).toBe('93.184.216.34');
});

it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1', '64:ff9b::7f00:1'])(
  'refuses a name that points to %s, also beside a public address',
  async (address) => {
    await expect(ask(true, address)).rejects.toThrow(BlockedAddressError);
    await expect(ask(true, '93.184.216.34', address)).rejects.toThrow(
      `hooks.example.com points to ${address}, which is not a public address`,
    );
  },
);

it('asks anew for every socket: a name that was public and then is not is refused', async () => {
  const answers = [['93.184.216.34'], ['127.0.0.1']];
  const lookup = createGuardedLookup(() => Promise.resolve(answers.shift() ?? []), productionTargetPolicy);
  const open = () =>
    new Promise<Found>((resolve, reject) => {
      lookup('rebinding.example', { all: false }, (error, found) => {
        if (error) reject(error);
        else resolve(found);
      });
    });
  expect(await open()).toBe('93.184.216.34');
  await expect(open()).rejects.toThrow(BlockedAddressError);
});

it('passes the failure of a lookup on', async () => {
  const failure = Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
  const lookup = createGuardedLookup(() => Promise.reject(failure), productionTargetPolicy);
  const error = await new Promise((resolve) => {
    lookup('a.example', {}, resolve);
  });
  expect(error).toBe(failure);
});
