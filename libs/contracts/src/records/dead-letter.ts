// A dead letter: a delivery that was given up, or a record that nobody can read, with its reason.

/** Why a delivery or a record was given up. */
export type DeadLetterReason =
  | 'not_a_cloud_event'
  | 'unreadable_data'
  | 'unknown_event_type'
  | 'not_encodable'
  | 'unreadable_handover'
  | 'too_large'
  | 'gave_up'
  | 'gone'
  | 'blocked'
  /** It has waited too long for its turn: more came than its subscription's limits, or its receiver, take. */
  | 'no_turn'
  | 'subscription_paused'
  | 'subscription_disabled'
  | 'subscription_suspended';

export const deadLetterHeaders = {
  reason: 'posthorn-reason',
  /** For people; at most 1,000 characters. */
  detail: 'posthorn-detail',
} as const;
