// What a consumer reports beside records: things that an operator sees in logs and metrics.

export type ConsumerProblem =
  | { readonly kind: 'commit_failed'; readonly error: unknown }
  | { readonly kind: 'offsets_unavailable'; readonly error: unknown }
  | { readonly kind: 'stale_batch'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'metadata_unreadable'; readonly topic: string; readonly partition: number }
  | {
      /** Records that retention, or whoever recreated the topic, removed before they were read. */
      readonly kind: 'lost_by_retention';
      readonly topic: string;
      readonly partition: number;
      readonly records: number;
    }
  /** kafkajs gave up; `restarts: false` means that this consumer is dead and the process must end. */
  | { readonly kind: 'crashed'; readonly restarts: boolean; readonly error: unknown };
