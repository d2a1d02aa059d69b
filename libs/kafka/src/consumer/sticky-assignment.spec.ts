import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSticky, type GroupMember, type TopicPartition } from './sticky-assignment.js';

const partitionsOf = (topic: string, count: number): TopicPartition[] =>
  Array.from({ length: count }, (_, partition) => ({ topic, partition }));
const member = (id: string, owned: readonly TopicPartition[] = [], topics = ['a', 'b']): GroupMember => ({
  id,
  owned,
  topics,
});
const all = [...partitionsOf('a', 7), ...partitionsOf('b', 5)];
const text = ({ topic, partition }: TopicPartition): string => `${topic}${partition}`;

describe('assignSticky', () => {
  it('moves nothing when nothing changes', () => {
    const first = assignSticky([member('x'), member('y')], all);
    const again = assignSticky([member('x', first.get('x')), member('y', first.get('y'))], all);
    expect(new Set(again.get('x')?.map(text))).toEqual(new Set(first.get('x')?.map(text)));
  });

  it('moves to a new member only what it must get', () => {
    const first = assignSticky([member('x'), member('y')], all);
    const second = assignSticky([member('x', first.get('x')), member('y', first.get('y')), member('z')], all);
    for (const id of ['x', 'y']) {
      const before = first.get(id)?.map(text);
      const after = second.get(id)?.map(text) ?? [];
      expect(after).toHaveLength(4);
      expect(before).toEqual(expect.arrayContaining(after));
    }
  });

  it('gives a partition only to a member that subscribes its topic', () => {
    const assigned = assignSticky([member('old', [], ['a']), member('new', [], ['a', 'b'])], all);
    expect(assigned.get('old')?.every(({ topic }) => topic === 'a')).toBe(true);
    expect([...assigned.values()].flat()).toHaveLength(12);
  });

  it('shares each topic with a member that joins', () => {
    const alone = assignSticky([member('x')], all);
    const shares = assignSticky([member('x', alone.get('x')), member('y')], all);
    for (const share of shares.values()) {
      expect(new Set(share.map(({ topic }) => topic))).toEqual(new Set(['a', 'b']));
    }
  });

  it('gives every partition to exactly one member, and shares that differ by one at most, also of one topic', () => {
    const someOwned = fc.subarray(all);
    fc.assert(
      fc.property(fc.array(someOwned, { minLength: 1, maxLength: 6 }), (ownedBy) => {
        const members = ownedBy.map((owned, index) => member(`m${index}`, owned));
        const shares = [...assignSticky(members, all).values()];
        expect(shares.flat().map(text).sort()).toEqual(all.map(text).sort());
        for (const wanted of [['a'], ['b'], ['a', 'b']]) {
          const sizes = shares.map((share) => share.filter(({ topic }) => wanted.includes(topic)).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
