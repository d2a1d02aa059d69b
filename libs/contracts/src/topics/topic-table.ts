// Every topic with its partitions and settings: what `topics` creates, and compares existing ones with.
import { objectTypes, type ObjectType } from '../event/object-type.js';
import { parseDurationLabel } from './duration-label.js';
import type { TopicNames } from './topic-names.js';

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Kafka topic configuration, all values text as Kafka has them. */
  readonly config: Readonly<Record<string, string>>;
}

/** Retry tiers unless the installation says otherwise; the last is repeated. */
export const defaultRetryTiers = ['10s', '1m', '5m', '30m', '2h'] as const;

export interface TopicTableSettings {
  readonly names: TopicNames;
  /** Labels of the retry tiers, such as `['10s', '1m']`. */
  readonly retryTiers: readonly string[];
  /** Replication 1 and min in-sync 1 instead of 3 and 2. */
  readonly singleNode: boolean;
  /** Partitions of the busy object types (contact, email, link, campaign) and of all other topics. */
  readonly partitions: { readonly busy: number; readonly other: number };
}

const dayMs = 86_400_000;
/** Largest record of `events.*`, bytes. */
export const eventRecordBytesMax = 1_200_000;
/** Largest record of the topics that carry handed-on deliveries, bytes. */
export const handedOnRecordBytesMax = 8_000_000;

const busyObjectTypes: readonly ObjectType[] = ['contact', 'email', 'link', 'campaign'];

export function topicTable(settings: TopicTableSettings): readonly TopicSpec[] {
  const { names, partitions } = settings;
  const kept = (name: string, retentionMs: number, bytesMax: number | undefined): TopicSpec => ({
    name,
    partitions: partitions.other,
    replicationFactor: settings.singleNode ? 1 : 3,
    config: {
      ...durability(settings.singleNode),
      'cleanup.policy': 'delete',
      'retention.ms': String(retentionMs),
      ...(bytesMax === undefined ? {} : { 'max.message.bytes': String(bytesMax) }),
    },
  });
  return [
    ...objectTypes.map((objectType) => ({
      ...kept(names.events(objectType), 7 * dayMs, eventRecordBytesMax),
      partitions: busyObjectTypes.includes(objectType) ? partitions.busy : partitions.other,
    })),
    registrySpec(settings),
    ...settings.retryTiers.map((label) =>
      kept(names.retry(label), (parseDurationLabel(label) ?? 0) + 7 * dayMs, handedOnRecordBytesMax),
    ),
    kept(names.paced, 7 * dayMs, handedOnRecordBytesMax),
    kept(names.replays, 7 * dayMs, handedOnRecordBytesMax),
    kept(names.deadLetters, 30 * dayMs, handedOnRecordBytesMax),
    kept(names.attempts, 3 * dayMs, undefined),
    kept(names.endpointHealth, 3 * dayMs, undefined),
  ];
}

/** One partition for ever: one order, and one offset that is the version of a view. */
const registrySpec = (settings: TopicTableSettings): TopicSpec => ({
  name: settings.names.registry,
  partitions: 1,
  replicationFactor: settings.singleNode ? 1 : 3,
  config: { ...durability(settings.singleNode), 'cleanup.policy': 'compact' },
});

/** Broker time, so that a backfill with old times is not deleted before it is read, and due times follow one clock. */
const durability = (singleNode: boolean): Record<string, string> => ({
  'message.timestamp.type': 'LogAppendTime',
  'min.insync.replicas': singleNode ? '1' : '2',
  'unclean.leader.election.enable': 'false',
});
