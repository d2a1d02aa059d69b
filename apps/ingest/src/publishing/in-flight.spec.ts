import { expect, it } from 'vitest';
import { InFlight } from './in-flight.js';

it('gives no more places than there are', () => {
  const inFlight = new InFlight({ eventsMax: 2, bytesMax: 1_000 });
  const [giveBack] = [inFlight.take(1), inFlight.take(1)];
  expect(inFlight.take(1)).toBeUndefined();
  giveBack?.();
  expect(inFlight.take(1)).toBeDefined();
  expect(inFlight.count).toBe(2);
});

it('gives no more bytes than there are', () => {
  const inFlight = new InFlight({ eventsMax: 10, bytesMax: 1_000 });
  const giveBack = inFlight.take(900);
  expect(inFlight.take(101)).toBeUndefined();
  expect(inFlight.take(100)).toBeDefined();
  giveBack?.();
  expect(inFlight.take(900)).toBeDefined();
});
