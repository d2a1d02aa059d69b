import { describe, expect, it } from 'vitest';
import { handedOnHeaders, readHandedOn, writeHandedOn, type HandedOn } from './handed-on.js';

const retried: HandedOn = {
  subscriptionId: 'sub_1',
  attempts: 3,
  deferrals: 1,
  firstHandedOnMs: 1_767_322_985_000,
  turn: undefined,
  registryOffset: '17',
  origin: { topic: 'events.contact', partition: 2, offset: '9007199254740993' },
  lastOutcome: 'rejected 503',
};

describe('a delivery that was handed on', () => {
  it.each<[string, HandedOn]>([
    ['after a failure', retried],
    [
      'by its limits, before its first POST',
      {
        ...{ ...retried, attempts: 0, deferrals: 0, firstHandedOnMs: undefined, lastOutcome: undefined },
        turn: { sinceMs: 1_767_322_985_000, atMs: 1_767_322_999_999 },
      },
    ],
  ])('is read as it was written: %s', (_name, handedOn) => {
    expect(readHandedOn(writeHandedOn(handedOn))).toEqual(handedOn);
  });

  it.each([
    [handedOnHeaders.subscription, ''],
    [handedOnHeaders.attempts, 'many'],
    [handedOnHeaders.firstHandedOn, '-1'],
    [handedOnHeaders.turn, '17'],
    [handedOnHeaders.origin, 'events.contact/2'],
  ])('names the header that is wrong: %s %s', (name, value) => {
    const read = readHandedOn({ ...writeHandedOn(retried), [name]: value });
    expect(read).toEqual({ fault: expect.stringContaining(name) as string });
  });
});
