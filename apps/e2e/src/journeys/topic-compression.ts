// Makes the broker store a topic's batches under a codec, whatever the producer wrote: the way to batches of codecs
// that kafkajs cannot write, made by Kafka's own libraries.
import { eventually, testKafka, withAdmin } from '@posthorn/testing';
import kafkajs, { type Admin } from 'kafkajs';

const setting = 'compression.type';
const resource = (topic: string) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic });

/** `producer`: as they come. Resolves when the broker says that it does so. */
export const setCompression = (brokers: readonly string[], topic: string, codec: string): Promise<void> =>
  withAdmin(brokers, async (admin) => {
    const kept = (await settingsOf(admin, topic)).filter(({ name }) => name !== setting);
    const configEntries = [...kept, { name: setting, value: codec }];
    await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource(topic), configEntries }] });
    await eventually(async () =>
      (await settingsOf(admin, topic)).some(({ name, value }) => name === setting && value === codec),
    );
  });

/** What was set for this topic. To alter is to say all of it again. */
async function settingsOf(admin: Admin, topic: string): Promise<{ name: string; value: string }[]> {
  const { resources } = await admin.describeConfigs({ resources: [resource(topic)], includeSynonyms: false });
  const entries = resources.flatMap(({ configEntries }) => configEntries);
  return entries
    .filter(({ configSource }) => configSource === kafkajs.ConfigSource.TOPIC_CONFIG)
    .map(({ configName, configValue }) => ({ name: configName, value: configValue }));
}

export interface BatchPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * Why a kafkajs without further codecs cannot read a batch: `ZSTD compression not implemented`. Rejects when it can,
 * which it can when the batch is under gzip or no codec at all.
 */
export async function whyUnreadable(brokers: readonly string[], place: BatchPlace): Promise<string> {
  const { topic, ...start } = place;
  const consumer = testKafka(brokers).consumer({
    groupId: `journeys-${topic}-${place.partition}-${place.offset}`,
    retry: { retries: 0 },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic });
    return await new Promise((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        resolve(payload.error.message);
      });
      const eachBatch = (): Promise<void> => {
        reject(new Error('it was read'));
        return Promise.resolve();
      };
      consumer.run({ autoCommit: false, eachBatch }).catch(reject);
      consumer.seek({ topic, ...start });
    });
  } finally {
    await consumer.disconnect();
  }
}
