// Which states a subscription goes through, and by whom. Pure.
import type { SubscriptionState } from '@posthorn/contracts';

export type StateChange = 'pause' | 'resume';

/** Why Posthorn has stopped a subscription; its owner's pause needs no reason. */
export const stateReasons = ['endpoint_gone', 'endpoint_failing', 'plan_lacks_event_type'] as const;
export type StateReason = (typeof stateReasons)[number];
/** Of the state `disabled`: the endpoint answered 410, or has failed for too long. */
export type DisabledReason = Exclude<StateReason, 'plan_lacks_event_type'>;

/** A state as the row has it. */
export interface StateColumns {
  readonly state: SubscriptionState;
  readonly stateReason: StateReason | null;
  readonly stateChangedAt: Date;
}

export const enter = (state: SubscriptionState, reason: StateReason | null, at: Date): StateColumns => ({
  state,
  stateReason: reason,
  stateChangedAt: at,
});

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
