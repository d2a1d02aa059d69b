import { randomBytes } from 'node:crypto';
import { topicNames, topicTable, type TopicNames, type TopicSpec } from '@posthorn/contracts';
import { eventually, withAdmin } from '@posthorn/testing';
import { expect, inject, it } from 'vitest';
import { createKafka } from '../client/kafka-client.js';
import { ensureTopics, type TopicsReport } from './ensure-topics.js';

const brokers = inject('kafkaBrokers');
const kafka = createKafka({ brokers, clientId: 'topics-spec' });

interface Wanted {
  readonly names: TopicNames;
  readonly partitions?: number;
  readonly retryTiers?: readonly string[];
}

const tableOf = ({ names, partitions = 1, retryTiers = ['10s'] }: Wanted): readonly TopicSpec[] =>
  topicTable({ names, retryTiers, singleNode: true, partitions: { busy: partitions, other: partitions } });

const ensure = (wanted: Wanted, growPartitions = false): Promise<TopicsReport> =>
  ensureTopics(kafka, { names: wanted.names, table: tableOf(wanted), growPartitions });

const freshNames = (): TopicNames => topicNames(`t${randomBytes(4).toString('hex')}.`);

it('makes what is absent, by several at once too, and finds nothing to do the second time', async () => {
  const names = freshNames();
  const [one, other] = await Promise.all([ensure({ names }), ensure({ names })]);
  expect([one.differences, other.differences]).toEqual([[], []]);
  const again = await ensure({ names });
  expect(again).toEqual({ created: [], grown: [], differences: [], formerRetryTiers: [] });
  const count = await withAdmin(brokers, async (admin) => {
    const topics = await admin.listTopics();
    return topics.filter((topic) => topic.startsWith(names.prefix)).length;
  });
  expect(count).toBe(tableOf({ names }).length);
});

it('reports every difference of what exists, and changes nothing', async () => {
  const names = freshNames();
  await withAdmin(brokers, async (admin) => {
    await admin.createTopics({
      waitForLeaders: false,
      topics: [
        { topic: names.registry, numPartitions: 2 },
        { topic: names.paced, configEntries: [{ name: 'retention.ms', value: '1000' }] },
      ],
    });
    // What was just made is unknown for a moment.
    await eventually(
      async () => (await admin.listTopics()).filter((name) => name.startsWith(names.prefix)).length === 2,
    );
  });
  const { created, differences } = await ensure({ names });
  expect(created).not.toContain(names.registry);
  const found = differences.map(({ topic, setting, found }) => `${topic} ${setting} ${found}`);
  expect(found).toEqual(
    expect.arrayContaining([
      `${names.registry} partitions 2`,
      `${names.registry} cleanup.policy delete`,
      `${names.registry} message.timestamp.type CreateTime`,
      `${names.paced} retention.ms 1000`,
      `${names.paced} max.message.bytes 1048588`,
    ]),
  );
  expect((await ensure({ names })).differences).toEqual(differences);
});

it('grows partitions only when told so, and never those of the registry', async () => {
  const names = freshNames();
  await ensure({ names, partitions: 1 });
  const refused = await ensure({ names, partitions: 3 });
  expect(refused.grown).toEqual([]);
  expect(new Set(refused.differences.map(({ setting }) => setting))).toEqual(new Set(['partitions']));
  const grown = await ensure({ names, partitions: 3 }, true);
  expect(grown.grown).toHaveLength(tableOf({ names }).length - 1);
  expect(grown.grown).not.toContain(names.registry);
  expect(grown.differences).toEqual([]);
});

it('names retry tiers that are no longer configured', async () => {
  const names = freshNames();
  await ensure({ names, retryTiers: ['10s', '1m'] });
  const { formerRetryTiers } = await ensure({ names, retryTiers: ['10s'] });
  expect(formerRetryTiers).toEqual([names.retry('1m')]);
});

it('refuses three replicas on one broker, with the way out', async () => {
  const names = freshNames();
  const table = topicTable({ names, retryTiers: [], singleNode: false, partitions: { busy: 1, other: 1 } });
  const { created, differences } = await ensureTopics(kafka, { names, table, growPartitions: false });
  expect(created).toEqual([]);
  expect(differences).toMatchObject([{ setting: 'brokers', expected: 'at least 3', found: '1' }]);
});
