import { beforeEach, describe, expect, it } from 'vitest';
import { OwnedPartition } from './owned-partition.js';

let owned: OwnedPartition;
beforeEach(() => {
  owned = new OwnedPartition('a', 0);
  owned.rebuild({ offset: 10, metadata: '' });
  owned.progress.take({ fetchedOffset: 10, offsets: [10, 11], nextOffset: 12 });
});

describe('OwnedPartition', () => {
  it('commits what is complete, once', () => {
    expect(owned.completion(10)()).toBe(true);
    const commit = owned.pendingCommit();
    expect(commit).toEqual({ offset: 11, metadata: '' });
    if (commit !== undefined) owned.markCommitted(commit);
    expect(owned.pendingCommit()).toBeUndefined();
  });

  it('asks again after a commit that failed', () => {
    owned.completion(10)();
    owned.pendingCommit();
    owned.markChanged();
    expect(owned.pendingCommit()).toEqual({ offset: 11, metadata: '' });
  });

  it.each([
    [
      'it was given up',
      () => {
        owned.release();
      },
    ],
    [
      'it was rebuilt',
      () => {
        owned.rebuild({ offset: 10, metadata: '' });
      },
    ],
  ])('counts no completion that began before %s', (_what, end) => {
    const complete = owned.completion(10);
    end();
    expect(complete()).toBe(false);
    expect(owned.pendingCommit()).toBeUndefined();
  });

  it('forgets holds when it is rebuilt', () => {
    owned.pauses.add('not_due');
    owned.rebuild({ offset: 10, metadata: '' });
    expect(owned.pauses.size).toBe(0);
  });
});
