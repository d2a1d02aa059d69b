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
    expect(owned.complete(10, owned.epoch)).toBe(true);
    const commit = owned.pendingCommit();
    expect(commit).toEqual({ offset: 11, metadata: '' });
    if (commit !== undefined) owned.markCommitted(commit);
    expect(owned.pendingCommit()).toBeUndefined();
  });

  it('asks again after a commit that failed', () => {
    owned.complete(10, owned.epoch);
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
    const { epoch } = owned;
    end();
    expect(owned.complete(10, epoch)).toBe(false);
    expect(owned.pendingCommit()).toBeUndefined();
  });

  it('commits nothing before something is complete, whether or not the id of the topic stands in the commit', () => {
    const start = { offset: 10, metadata: '' };
    owned.rebuild(start, { topicId: 'Zf3eBd0FSzGYwl-kJ2oSUw' });
    expect(owned.pendingCommit()).toBeUndefined();
    expect(owned.perhapsCommitted).toContainEqual(start);
    owned.progress.take({ fetchedOffset: 10, offsets: [10], nextOffset: 11 });
    owned.complete(10, owned.epoch);
    expect(owned.pendingCommit()?.offset).toBe(11);
  });

  it('commits again what the broker has forgotten, and not what it has', () => {
    owned.complete(10, owned.epoch);
    const commit = owned.pendingCommit() ?? { offset: -1, metadata: '' };
    owned.markCommitted(commit);
    owned.goOn({ committed: commit });
    expect(owned.pendingCommit()).toBeUndefined();
    expect(owned.isAcknowledged).toBe(true);
    owned.goOn({ committed: undefined });
    expect(owned.isAcknowledged).toBe(false);
    expect(owned.pendingCommit()).toEqual(commit);
    owned.markCommitted(commit);
    owned.goOn({ committed: { offset: 3, metadata: '' } });
    expect(owned.pendingCommit()).toEqual(commit);
  });

  it('knows since when a record is there that it reads later', () => {
    owned.noteEnd(20, 1_000);
    owned.progress.take({ fetchedOffset: 12, offsets: [12], nextOffset: 13 });
    owned.noteEnd(30, 2_000);
    expect([13, 19, 20].map((offset) => owned.knownAtMs(offset, 2_000))).toEqual([1_000, 1_000, 2_000]);
  });

  it('takes the next end when all below the last one is read', () => {
    owned.noteEnd(13, 1_000);
    owned.progress.take({ fetchedOffset: 12, offsets: [12], nextOffset: 13 });
    owned.noteEnd(30, 2_000);
    expect(owned.knownAtMs(29, 3_000)).toBe(2_000);
  });

  it.each([
    [
      'ends lower than it did',
      () => {
        owned.noteEnd(15, 2_000);
      },
    ],
    [
      'is read anew',
      () => {
        owned.rebuild({ offset: 10, metadata: '' });
      },
    ],
    [
      'may be another one, as its offsets are loaded again',
      () => {
        owned.beginLoad();
      },
    ],
  ])('knows nothing of what was there before a log that %s', (_what, change) => {
    owned.noteEnd(20, 1_000);
    change();
    expect(owned.knownAtMs(16, 3_000)).toBe(3_000);
  });

  it('is idle when it is read, and all is complete and committed', () => {
    const seen = [owned.isIdle];
    const look = (): void => {
      seen.push(owned.isIdle);
    };
    for (const offset of [10, 11]) owned.complete(offset, owned.epoch);
    look();
    owned.markCommitted({ offset: 12, metadata: '' });
    look();
    owned.pauses.add('share');
    look();
    expect(seen).toEqual([false, false, true, false]);
  });

  it('forgets holds when it is rebuilt', () => {
    owned.pauses.add('not_due');
    owned.rebuild({ offset: 10, metadata: '' });
    expect(owned.pauses.size).toBe(0);
  });

  it('tells of a record when it was appended, also after one before it has waited for long', () => {
    const { progress } = owned;
    const read = (atMs: number): void => {
      const { position } = progress;
      progress.take({ fetchedOffset: position, offsets: [position], nextOffset: position + 1 });
      owned.noteAppended(position, atMs);
    };
    progress.complete(11);
    for (let atMs = 0; atMs < 4_995; atMs += 1) {
      read(atMs);
      progress.complete(progress.position - 1);
    }
    progress.complete(10);
    read(900_000);
    expect(owned.incompleteSinceMs).toBe(900_000);
  });
});
