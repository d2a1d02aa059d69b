// Compares a topic with its row of the topic table. Every difference comes with what an operator does about it.
import type { TopicSpec } from '@posthorn/contracts';
import type { ExistingTopic } from './existing-topic.js';

export interface TopicDifference {
  readonly topic: string;
  /** `partitions`, `replication factor`, or the name of a Kafka setting. */
  readonly setting: string;
  readonly expected: string;
  readonly found: string;
  readonly fix: string;
}

export function topicDifferences(spec: TopicSpec, existing: ExistingTopic): readonly TopicDifference[] {
  const topic = spec.name;
  const settings = Object.entries(spec.config).map(([setting, expected]) => ({
    ...{ topic, setting, expected, found: existing.config[setting] ?? 'not set' },
    fix: `kafka-configs.sh --bootstrap-server "$KAFKA_BROKERS" --alter --entity-type topics --entity-name ${topic} --add-config ${setting}=${expected}`,
  }));
  return [partitions(spec, existing), replication(spec, existing), ...settings].filter(
    ({ expected, found }) => expected !== found,
  );
}

const partitions = (spec: TopicSpec, existing: ExistingTopic): TopicDifference => ({
  topic: spec.name,
  setting: 'partitions',
  expected: String(spec.partitions),
  found: String(existing.partitions),
  fix: partitionsFix(spec, existing),
});

function partitionsFix(spec: TopicSpec, existing: ExistingTopic): string {
  if (existing.partitions < spec.partitions)
    return 'Run this command with --grow-partitions, at a quiet time: the events of one object may then overtake each other once.';
  if (isOnePartitionForEver(spec))
    return 'Delete this topic and run this command again: subscriptions publishes everything anew.';
  return `Partitions cannot be taken away: raise PARTITIONS_BUSY or PARTITIONS_OTHER to ${existing.partitions}.`;
}

const isOnePartitionForEver = (spec: TopicSpec): boolean => spec.config['cleanup.policy'] === 'compact';

const replication = (spec: TopicSpec, existing: ExistingTopic): TopicDifference => ({
  topic: spec.name,
  setting: 'replication factor',
  expected: String(spec.replicationFactor),
  found: String(existing.replicationFactor),
  fix: 'Reassign its partitions (kafka-reassign-partitions.sh), or set SINGLE_NODE as the topics were made.',
});
