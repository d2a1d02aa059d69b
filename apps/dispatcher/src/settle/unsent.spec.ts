import { defaultRetryPolicy, type CommitMode } from '@posthorn/delivery';
import { expect, it } from 'vitest';
import { delivery } from '../delivery/delivery.fixture.js';
import { untried, type DeliveryHistory } from '../delivery/delivery.js';
import { Endings } from './endings.js';
import { Unsent } from './unsent.js';

const nowMs = 1_000_000_000;
const hourMs = 3_600_000;

/** Tiers and histories of what it hands on. */
function unsentWith(commitMode: CommitMode = 'handoff') {
  const handedOn: { readonly tier: string; readonly history: DeliveryHistory }[] = [];
  const endings = new Endings({
    now: () => nowMs,
    count: () => undefined,
    handOn: {
      toTier: (_delivery, tier, history) => handedOn.push({ tier, history }),
      toPaced: () => undefined,
      toDeadLetters: () => undefined,
    },
  });
  const policy = { ...defaultRetryPolicy, commitMode };
  return { handedOn, unsent: new Unsent({ endings, policy, now: () => nowMs }) };
}

const handedOnSince = (ageMs: number | undefined) =>
  delivery({
    history: { ...untried, firstHandedOnMs: ageMs === undefined ? undefined : nowMs - ageMs },
  });

it.each([
  { ageMs: undefined, tier: '1m' },
  { ageMs: 60_000, tier: '1m' },
  { ageMs: 6 * 60_000, tier: '5m' },
  { ageMs: 3 * hourMs, tier: '2h' },
])('what our own keys cannot sign waits as long again as it has: $ageMs ms', ({ ageMs, tier }) => {
  const { unsent, handedOn } = unsentWith();
  unsent.later(handedOnSince(ageMs), 60_000);
  expect(handedOn).toEqual([
    { tier, history: { ...untried, firstHandedOnMs: ageMs === undefined ? nowMs : nowMs - ageMs } },
  ]);
});

it.each([
  { waitMs: 0, tier: '10s' },
  { waitMs: 59_000, tier: '10s' },
  { waitMs: 299_000, tier: '1m' },
  { waitMs: 24 * hourMs, tier: '2h' },
])('what its lane refuses waits no longer than that, whatever its age: $waitMs ms', ({ waitMs, tier }) => {
  const { unsent, handedOn } = unsentWith();
  unsent.defer(handedOnSince(3 * hourMs), { waitMs });
  expect(handedOn.map((each) => each.tier)).toEqual([tier]);
});

it('hands on nothing with strict commits', () => {
  const { unsent, handedOn } = unsentWith('strict');
  const given = handedOnSince(3 * hourMs);
  expect(unsent.later(given, 60_000).again).toEqual({ delivery: given, afterMs: 60_000 });
  unsent.defer(given, { waitMs: 60_000 });
  expect(handedOn).toEqual([]);
});
