import type { Cluster } from 'kafkajs';
import { expect, it } from 'vitest';
import { noTopicId, topicIdsApi, type AnsweredTopic } from '../wire/topic-ids-request.js';
import { askTopicIds } from './topic-ids.js';

const [one, other] = ['Zf3eBd0FSzGYwl-kJ2oSUw', 'mQ2jC8hXTpKo0yEwVb5s1A'];

interface SimulatedBroker {
  readonly isAway?: boolean;
  readonly maxVersion?: number;
  readonly topics: readonly AnsweredTopic[];
}

const answered = (name: string, topicId: string, errorCode = 0): AnsweredTopic => ({
  name,
  topicId,
  errorCode,
});

/** What is sent to a broker that is away or too old fails the spec. */
function clusterOf(...brokers: readonly SimulatedBroker[]): Cluster {
  const simulated = brokers.map(({ isAway = false, maxVersion = 12, topics }) => ({
    isConnected: () => !isAway,
    versions: { [topicIdsApi.apiKey]: { maxVersion } },
    connectionPool: {
      send: () =>
        isAway || maxVersion < topicIdsApi.apiVersion
          ? Promise.reject(new Error('asked'))
          : Promise.resolve({ throttleMs: 0, topics }),
    },
  }));
  return { brokerPool: { brokers: Object.fromEntries(simulated.entries()) } } as unknown as Cluster;
}

it('tells the ids of topics that are there', async () => {
  const cluster = clusterOf({ topics: [answered('a', one), answered('b', noTopicId, 3)] });
  expect(await askTopicIds(cluster, ['a', 'b'])).toEqual(new Map([['a', one]]));
});

it('tells what all connected brokers agree about', async () => {
  const cluster = clusterOf(
    { topics: [answered('a', one), answered('b', one), answered('c', one)] },
    { topics: [answered('a', one), answered('b', other), answered('c', noTopicId, 3)] },
    { isAway: true, topics: [answered('a', other)] },
  );
  expect(await askTopicIds(cluster, ['a', 'b', 'c'])).toEqual(new Map([['a', one]]));
});

it.each([
  ['is older than ids of topics', { maxVersion: 9, topics: [answered('a', one)] }],
  ['has a topic from a time without ids', { topics: [answered('a', noTopicId)] }],
])('knows none where a broker %s', async (_what, broker) => {
  expect(await askTopicIds(clusterOf(broker), ['a'])).toBeUndefined();
  expect(await askTopicIds(clusterOf({ topics: [answered('a', one)] }, broker), ['a'])).toBeUndefined();
});

it('fails while no broker is connected, and connects to none', async () => {
  await expect(askTopicIds(clusterOf({ isAway: true, topics: [] }), ['a'])).rejects.toThrow('no broker');
});
