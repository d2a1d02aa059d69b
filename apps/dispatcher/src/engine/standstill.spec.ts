import { eventually } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { delivery } from '../delivery/delivery.fixture.js';
import { Standstill } from './standstill.js';

class World {
  isDrained = true;
  changes = 0;
  handedOn = 0;
  handsOnQuickly = true;
  readonly standstill: Standstill;

  constructor({ stillMsMax = 10_000, drainMsMax = 10_000 } = {}) {
    this.standstill = new Standstill({
      ...{ stillMsMax, drainMsMax, isDrained: () => this.isDrained },
      handOnHalfDone: () => {
        this.handedOn += 1;
        this.isDrained = this.handsOnQuickly;
      },
      onChange: () => {
        this.changes += 1;
      },
    });
  }

  /** Whether a delivery may begin whose event nobody has, and one whose event somebody has. */
  get mayBegin(): readonly [fresh: boolean, touched: boolean] {
    const [fresh, touched] = [delivery(), delivery()];
    touched.event.isTouched = true;
    return [this.standstill.mayBegin(fresh), this.standstill.mayBegin(touched)];
  }
}

it('lasts from the first that joins to the last that has joined', async () => {
  const { standstill } = new World();
  const [events, retries] = [standstill.joiningOf('events'), standstill.joiningOf('retries')];
  expect(standstill.isOn).toBe(false);
  await Promise.all([events.begin(), retries.begin()]);
  events.joined();
  expect(standstill.isOn).toBe(true);
  retries.joined();
  expect(standstill.isOn).toBe(false);
});

it('lets end what is under way and what others have got, then lets nothing begin', async () => {
  const world = new World();
  const events = world.standstill.joiningOf('events');
  expect(world.mayBegin).toEqual([true, true]);
  world.isDrained = false;
  const begun = events.begin();
  expect(world.mayBegin).toEqual([false, true]);
  world.isDrained = true;
  await begun;
  expect(world.mayBegin).toEqual([false, false]);
  events.joined();
  expect(world.mayBegin).toEqual([true, true]);
});

it('lets end what others have got also while another consumer stands still', async () => {
  const world = new World();
  await world.standstill.joiningOf('paced').begin();
  world.isDrained = false;
  const begun = world.standstill.joiningOf('events').begin();
  expect(world.mayBegin).toEqual([false, true]);
  world.isDrained = true;
  await begun;
  expect(world.mayBegin).toEqual([false, false]);
});

it('hands on what is half done of events, and waits until that is there', async () => {
  const world = new World();
  await world.standstill.joiningOf('retries').begin();
  expect(world.handedOn).toBe(0);
  world.handsOnQuickly = false;
  let isOver = false;
  const begun = world.standstill
    .joiningOf('events')
    .begin()
    .then(() => (isOver = true));
  await eventually(() => world.handedOn === 1);
  expect(isOver).toBe(false);
  world.isDrained = true;
  await begun;
});

it('waits for what is under way for no longer than it may', async () => {
  const world = new World({ drainMsMax: 50 });
  world.isDrained = false;
  await world.standstill.joiningOf('events').begin();
  expect(world.mayBegin).toEqual([false, false]);
});

it('is over after its time, and does not begin again with another try of the same join', async () => {
  const world = new World({ stillMsMax: 20 });
  const events = world.standstill.joiningOf('events');
  await events.begin();
  await eventually(() => !world.standstill.isOn);
  await events.begin();
  expect(world.standstill.isOn).toBe(false);
  events.joined();
  await events.begin();
  expect(world.standstill.isOn).toBe(true);
});

it('says when other deliveries may begin, and not when a join ends that stood still for nobody', async () => {
  const world = new World();
  const events = world.standstill.joiningOf('events');
  events.joined();
  expect(world.changes).toBe(0);
  await events.begin();
  events.joined();
  expect(world.changes).toBe(3);
});
