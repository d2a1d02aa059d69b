// What pausing and resuming make of a subscription's state. Pure.
import type { SubscriptionState } from '@posthorn/contracts';

export type StateChange = 'pause' | 'resume';

/**
 * | state     | pause     | resume    |
 * |-----------|-----------|-----------|
 * | active    | paused    | active    |
 * | paused    | paused    | active    |
 * | disabled  | paused    | active    |
 * | suspended | refused   | refused   |
 *
 * Disabled is what Posthorn did after a 410 or a long failure, and one click undoes it. Suspended is what the
 * account's plan does, and only the plan undoes it.
 */
const next: Readonly<
  Record<StateChange, Readonly<Record<SubscriptionState, SubscriptionState | undefined>>>
> = {
  pause: { active: 'paused', paused: 'paused', disabled: 'paused', suspended: undefined },
  resume: { active: 'active', paused: 'active', disabled: 'active', suspended: undefined },
};

/** The state after the change; `undefined`: refused. */
export const stateAfter = (state: SubscriptionState, change: StateChange): SubscriptionState | undefined =>
  next[change][state];
