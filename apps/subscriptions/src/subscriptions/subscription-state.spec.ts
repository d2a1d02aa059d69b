import type { SubscriptionState } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { stateAfter } from './subscription-state.js';

it.each<[SubscriptionState, SubscriptionState | undefined, SubscriptionState | undefined]>([
  ['active', 'paused', 'active'],
  ['paused', 'paused', 'active'],
  ['disabled', 'paused', 'active'],
  ['suspended', undefined, undefined],
])('%s becomes %s by pausing and %s by resuming', (state, paused, resumed) => {
  expect(stateAfter(state, 'pause')).toBe(paused);
  expect(stateAfter(state, 'resume')).toBe(resumed);
});
