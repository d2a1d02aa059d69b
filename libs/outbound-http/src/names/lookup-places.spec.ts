import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LookupPlaces } from './lookup-places.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);
const settings = { placesMax: 2, promptMs: 250 };

function begin(places: LookupPlaces, names: readonly string[]): string[] {
  const begun: string[] = [];
  for (const name of names)
    places
      .hold(() => {
        begun.push(name);
        return never();
      })
      .catch(() => undefined);
  return begun;
}

it('lets as many lookups begin as there are places', async () => {
  const begun = begin(new LookupPlaces(settings), ['a', 'b', 'c']);
  await vi.advanceTimersByTimeAsync(249);
  expect(begun).toEqual(['a', 'b']);
});

it('passes the place of one that is not prompt on, in order', async () => {
  const begun = begin(new LookupPlaces(settings), ['a', 'b', 'c', 'd', 'e']);
  await vi.advanceTimersByTimeAsync(250);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await vi.advanceTimersByTimeAsync(250);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('passes a place on at once when its lookup is answered or fails, and only once', async () => {
  const places = new LookupPlaces({ placesMax: 1, promptMs: 250 });
  const answered = places.hold(() => Promise.resolve('found'));
  const failed = places.hold(() => Promise.reject(new Error('none')));
  const begun = begin(places, ['a', 'b']);
  await expect(answered).resolves.toBe('found');
  await expect(failed).rejects.toThrow('none');
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(250);
  expect(begun).toEqual(['a', 'b']);
});
