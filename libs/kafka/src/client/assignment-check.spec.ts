import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { checkAssignmentsOnce, type CheckedGroup } from './assignment-check.js';
import { sourceSha256 } from './kafkajs-source.fixture.js';
import { consumerGroupModule } from './patient-fetch.js';

const brokerPoolModule = 'kafkajs/src/cluster/brokerPool.js';
const clusterModule = 'kafkajs/src/cluster/index.js';

it.each([
  [consumerGroupModule, 'f3e461738585a8dc6574c647123a18afc732f81cdee4f9f7bb62e4aa1dffbfbb'],
  [brokerPoolModule, '9994863e891ac2ab243f27f941ef87893889f53d64aa580353fafbb8d11614c6'],
  [clusterModule, '3831a6845e4e9fb0de73d5ff50a3695974fb8a927acde677c524fe1c362bd57d'],
])('mends %s as it was read', (module, expected) => {
  expect(
    sourceSha256(module),
    'kafkajs has changed: read again when its metadata and what it knows of its topics change',
  ).toBe(expected);
});

checkAssignmentsOnce();
checkAssignmentsOnce();
const { prototype } = createRequire(import.meta.url)(consumerGroupModule) as { prototype: CheckedGroup };
/** A group of one topic; `lists` is how often its partitions were listed. */
class TestGroup {
  lists = 0;
  partitions = [0, 1];
  readonly cluster = {
    brokerPool: { metadata: {} },
    findTopicPartitionMetadata: (): object[] => {
      this.lists += 1;
      return this.partitions.map((partitionId) => ({ partitionId }));
    },
  };
  readonly #consumer = Object.assign(Object.create(prototype) as CheckedGroup, {
    topicsSubscribed: ['t'],
    cluster: this.cluster,
    partitionsPerSubscribedTopic: new Map<string, number[]>(),
  });

  constructor() {
    this.join([0, 1]);
  }

  join(known: number[]): void {
    this.#consumer.partitionsPerSubscribedTopic = new Map([['t', known]]);
  }

  readonly fetch = (): void => {
    this.#consumer.checkForStaleAssignment();
  };
}

it('compares once while nothing changes', () => {
  const group = new TestGroup();
  for (let fetch = 0; fetch < 3; fetch += 1) group.fetch();
  expect(group.lists).toBe(1);
});

it('compares again when the metadata is another, for as long as the topic has partitions that are not known', () => {
  const group = new TestGroup();
  group.fetch();
  group.partitions = [0, 1, 2];
  group.fetch();
  group.cluster.brokerPool.metadata = {};
  for (let fetch = 0; fetch < 2; fetch += 1) expect(group.fetch).toThrow('Topic has been updated');
  group.join([0, 1, 2]);
  group.fetch();
  expect(group.lists).toBe(4);
});

it('compares again after a join, and for each group', () => {
  const [one, other] = [new TestGroup(), new TestGroup()];
  one.fetch();
  one.join([0]);
  expect(one.fetch).toThrow('Topic has been updated');
  other.fetch();
  expect([one.lists, other.lists]).toEqual([2, 1]);
});
