import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultNameCacheSettings as settings, NameCache } from './name-cache.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const answering = (ttlS: number) =>
  vi.fn((name: string) => Promise.resolve({ addresses: [`of ${name}`], ttlS }));

it('asks once for as long as the record lives', async () => {
  const resolve = answering(30);
  const names = new NameCache(resolve, settings);
  await names.addressesOf('a.example');
  await vi.advanceTimersByTimeAsync(29_999);
  expect(await names.addressesOf('a.example')).toEqual(['of a.example']);
  expect(resolve).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  await names.addressesOf('a.example');
  expect(resolve).toHaveBeenCalledTimes(2);
});

it.each([
  ['at least 5 s', 0, 5_000],
  ['at most 60 s', 86_400, 60_000],
])('keeps an answer %s', async (_, ttlS, keptMs) => {
  const resolve = answering(ttlS);
  const names = new NameCache(resolve, settings);
  await names.addressesOf('a.example');
  await vi.advanceTimersByTimeAsync(keptMs - 1);
  await names.addressesOf('a.example');
  expect(resolve).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  await names.addressesOf('a.example');
  expect(resolve).toHaveBeenCalledTimes(2);
});

it('keeps a failure for 5 s', async () => {
  const resolve = vi.fn(() => Promise.reject(new Error('no such name')));
  const names = new NameCache(resolve, settings);
  await expect(names.addressesOf('a.example')).rejects.toThrow('no such name');
  await expect(names.addressesOf('a.example')).rejects.toThrow('no such name');
  expect(resolve).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_000);
  await expect(names.addressesOf('a.example')).rejects.toThrow('no such name');
  expect(resolve).toHaveBeenCalledTimes(2);
});

it('asks once for many who want the same name at a time', async () => {
  const resolve = answering(5);
  const names = new NameCache(resolve, settings);
  await Promise.all(Array.from({ length: 100 }, () => names.addressesOf('a.example')));
  expect(resolve).toHaveBeenCalledTimes(1);
});

it('forgets the oldest of more names than it may keep', async () => {
  const resolve = answering(60);
  const names = new NameCache(resolve, { ...settings, namesMax: 2 });
  for (const name of ['a', 'b', 'c', 'b', 'c', 'a']) await names.addressesOf(name);
  expect(resolve.mock.calls.flat()).toEqual(['a', 'b', 'c', 'a']);
});

it('knows localhost without asking', async () => {
  const resolve = answering(60);
  expect(await new NameCache(resolve, settings).addressesOf('api.localhost')).toEqual(['127.0.0.1', '::1']);
  expect(resolve).not.toHaveBeenCalled();
});

it('gives a name its answer in time while hundreds of others never resolve', async () => {
  const names = new NameCache(
    (name) =>
      name === 'good.example'
        ? Promise.resolve({ addresses: ['93.184.216.34'], ttlS: 60 })
        : new Promise(() => undefined),
    settings,
  );
  for (let index = 0; index < 200; index += 1) names.addressesOf(`${index}.example`).catch(() => undefined);
  const found = vi.fn();
  names.addressesOf('good.example').then(found, found);
  await vi.advanceTimersByTimeAsync(750);
  expect(found).toHaveBeenCalledWith(['93.184.216.34']);
});
