import { expect, it } from 'vitest';
import { Load } from './load.js';

it('says when the bounds are reached, and again only well below them', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10, bytesMax: 1_000 }, (over) => changes.push(over));
  for (let count = 0; count < 10; count += 1) load.hold(10);
  expect(changes).toEqual([true]);
  load.release(10);
  load.release(10);
  expect(changes).toEqual([true]);
  load.release(10);
  expect(changes).toEqual([true, false]);
});

it('counts bytes as well as deliveries', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10, bytesMax: 1_000 }, (over) => changes.push(over));
  load.hold(1_000);
  expect(load.deliveries).toBe(1);
  load.release(1_000);
  expect(changes).toEqual([true, false]);
  expect(load.bytes).toBe(0);
});

it('gives a part a quarter, which counts in the whole', () => {
  const changes: string[] = [];
  const whole = new Load({ deliveriesMax: 8, bytesMax: 1_000 }, (over) => changes.push(`whole ${over}`));
  const part = whole.part((over) => changes.push(`part ${over}`));
  part.hold(10);
  part.hold(10);
  expect(changes).toEqual(['part true']);
  for (let count = 0; count < 6; count += 1) whole.hold(10);
  expect(changes).toEqual(['part true', 'whole true']);
  part.release(10);
  part.release(10);
  expect(changes).toEqual(['part true', 'whole true', 'part false']);
  expect([whole.deliveries, part.deliveries]).toEqual([6, 0]);
});

it('stops reading earlier while the process itself is what is slow', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, (over) => changes.push(over));
  const look = (count: number, isSaturated: boolean): void => {
    for (let rest = count; rest > 0; rest -= 1) load.learn({ elapsedMs: 200, isSaturated, awaiting: 0 });
  };
  look(20, false);
  for (let count = 0; count < 1_500; count += 1) load.hold(1);
  look(30, true);
  expect(changes).toEqual([true]);
});

it.each([
  [0, 0, 1],
  [5_000, 0, 1],
  [7_000, 0, 0.5],
  [9_000, 0, 0],
  [10_000, 0, 0],
  [1, 700_000, 0.5],
])(
  'with %i of 10,000 deliveries and %i of 1,000,000 bytes, its leeway is %d',
  (deliveries, bytes, expected) => {
    const load = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, () => undefined);
    for (let count = 0; count < deliveries; count += 1) load.hold(bytes / deliveries);
    expect(load.leeway).toBeCloseTo(expected, 3);
  },
);

it('has as much leeway while the process itself is what is slow: what it has no time for waits in Kafka', () => {
  const load = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, () => undefined);
  for (let look = 0; look < 30; look += 1) load.learn({ elapsedMs: 200, isSaturated: true, awaiting: 0 });
  for (let count = 0; count < 1_500; count += 1) load.hold(1);
  expect([load.deliveriesMax, load.leeway]).toEqual([500, 1]);
});

it('frees a part by what the process may hold now, though nothing leaves it', () => {
  const changes: boolean[] = [];
  const whole = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, () => undefined);
  const part = whole.part((over) => changes.push(over));
  for (let count = 0; count < 125; count += 1) part.hold(1);
  expect(changes).toEqual([true]);
  for (let look = 0; look < 5; look += 1) whole.learn({ elapsedMs: 200, isSaturated: false, awaiting: 0 });
  expect(changes).toEqual([true, false]);
});

it('gives a part that is to wait here a quarter of what the operator set, however busy the process is', () => {
  const changes: boolean[] = [];
  const whole = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, () => undefined);
  const part = whole.part((over) => changes.push(over), 'set');
  for (let count = 0; count < 2_499; count += 1) part.hold(1);
  expect(changes).toEqual([]);
  part.hold(1);
  expect(changes).toEqual([true]);
});

it('goes on while much waits for receivers, as soon as there is room for what passes', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, (over) => changes.push(over));
  load.learn({ elapsedMs: 200, isSaturated: true, awaiting: 4_000 });
  for (let count = 0; count < 4_500; count += 1) load.hold(1);
  expect(changes).toEqual([true]);
  for (let count = 0; count < 150; count += 1) load.release(1);
  expect(changes).toEqual([true, false]);
});
