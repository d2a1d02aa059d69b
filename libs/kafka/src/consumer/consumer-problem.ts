// What a consumer reports beside records: things that an operator sees in logs and metrics.

export type ConsumerProblem =
  | { readonly kind: 'commit_failed'; readonly error: unknown }
  | { readonly kind: 'offsets_unavailable'; readonly error: unknown }
  /** Whether the topics are still the same ones could not be asked; all goes on. */
  | { readonly kind: 'topics_unknown'; readonly error: unknown }
  | { readonly kind: 'stale_batch'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'metadata_unreadable'; readonly topic: string; readonly partition: number }
  | {
      /** Records that retention removed before they were read. */
      readonly kind: 'lost_by_retention';
      readonly topic: string;
      readonly partition: number;
      readonly records: number;
    }
  /** The topic was made anew, or its log's end was cut off: what is there is read from its start. */
  | { readonly kind: 'log_replaced'; readonly topic: string; readonly partition: number }
  /** kafkajs gave up; `restarts: false` means that this consumer is dead and the process must end. */
  | { readonly kind: 'crashed'; readonly restarts: boolean; readonly error: unknown };
