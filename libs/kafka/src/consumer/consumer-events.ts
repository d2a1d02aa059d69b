// What kafkajs's consumer says of itself, in our words.
import type { Consumer } from 'kafkajs';
import type { TopicPartitions } from './committed-offsets.js';

export interface ConsumerEvents {
  /** What one says that was replaced counts for nothing. */
  readonly isReplaced: () => boolean;
  /** It does something: a sign that it does not hang. */
  readonly alive: () => void;
  /** A fetch begins. */
  readonly fetching: () => void;
  /** Called inside kafkajs's join, before anything can be fetched. Must not throw. */
  readonly joined: (assignment: readonly TopicPartitions[]) => void;
  /** `restarts`: kafkajs makes it anew. */
  readonly crashed: (restarts: boolean, error: Error) => void;
}

export function listenTo(consumer: Consumer, events: ConsumerEvents): void {
  const { isReplaced, alive, fetching, joined, crashed } = events;
  const { GROUP_JOIN, CRASH, HEARTBEAT, FETCH, FETCH_START } = consumer.events;
  for (const event of [GROUP_JOIN, CRASH, HEARTBEAT, FETCH] as const) consumer.on(event, alive);
  consumer.on(FETCH_START, fetching);
  consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
    const assignment = Object.entries(memberAssignment).map(([topic, partitions]) => ({ topic, partitions }));
    if (!isReplaced()) joined(assignment);
  });
  consumer.on(CRASH, ({ payload: { restart, error } }) => {
    if (!isReplaced()) crashed(restart, error);
  });
}
