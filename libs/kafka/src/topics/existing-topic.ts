// What the brokers have: topics with their partitions, replication and settings.
import kafkajs, { type Admin } from 'kafkajs';

export interface ExistingTopic {
  readonly name: string;
  readonly partitions: number;
  /** The smallest of any partition. */
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Those of the names that exist. */
export async function existingTopics(
  admin: Admin,
  names: readonly string[],
): Promise<ReadonlyMap<string, ExistingTopic>> {
  const all = new Set(await admin.listTopics());
  const present = names.filter((name) => all.has(name));
  if (present.length === 0) return new Map();
  const [{ topics }, configs] = [
    await admin.fetchTopicMetadata({ topics: present }),
    await topicConfigs(admin, present),
  ];
  const existing = topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    replicationFactor: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    config: configs.get(name) ?? {},
  }));
  return new Map(existing.map((topic) => [topic.name, topic]));
}

async function topicConfigs(
  admin: Admin,
  names: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type, name })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
}
