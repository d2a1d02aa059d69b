import { describe, expect, it } from 'vitest';
import { commitRequests, toTopicOffsets, type PartitionCommit } from './commit-requests.js';
import { OwnedPartition } from './owned-partition.js';

const commit = (topic: string, partition: number, chars: number): PartitionCommit => ({
  owned: new OwnedPartition(topic, partition),
  committable: { offset: 7, metadata: 'm'.repeat(chars) },
});

describe('commitRequests', () => {
  it('packs commits into requests of bounded size, in their order', () => {
    const commits = [4, 4, 4, 9, 1].map((chars, partition) => commit('a', partition, chars));
    const sizes = commitRequests(commits, 10).map((request) => request.map(({ owned }) => owned.partition));
    expect(sizes).toEqual([[0, 1], [2], [3, 4]]);
  });

  it('makes no request of nothing', () => {
    expect(commitRequests([])).toEqual([]);
  });

  it('groups a request by topic', () => {
    const request = [commit('a', 0, 1), commit('b', 3, 0), commit('a', 2, 0)];
    expect(toTopicOffsets(request)).toEqual([
      {
        topic: 'a',
        partitions: [
          { partition: 0, offset: '7', metadata: 'm' },
          { partition: 2, offset: '7', metadata: '' },
        ],
      },
      { topic: 'b', partitions: [{ partition: 3, offset: '7', metadata: '' }] },
    ]);
  });
});
