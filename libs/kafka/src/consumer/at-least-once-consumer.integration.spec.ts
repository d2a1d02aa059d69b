// Real broker, real groups. The handler of a test keeps what it took and completes it when the test says so.
import { randomUUID } from 'node:crypto';
import { createTestTopic, eventually, testKafka } from '@posthorn/testing';
import type { Admin, Producer } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Member, type MemberSettings } from './member.fixture.js';

const brokers = inject('kafkaBrokers');
let admin: Admin;
let producer: Producer;
const members: Member[] = [];

beforeAll(async () => {
  admin = testKafka(brokers).admin();
  producer = testKafka(brokers).producer();
  await Promise.all([admin.connect(), producer.connect()]);
});
afterEach(async () => {
  await Promise.all(members.splice(0).map(({ consumer }) => consumer.stop()));
});
afterAll(async () => {
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});

async function join(settings: MemberSettings, adjust: (member: Member) => void = () => undefined) {
  const member = new Member(brokers, settings);
  adjust(member);
  members.push(member);
  await member.consumer.start();
  return member;
}

const append = (topic: string, values: readonly string[], partition = 0) =>
  producer.send({ topic, messages: values.map((value) => ({ value, partition })) });

const numbered = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

async function committed(groupId: string, topic: string, partition = 0): Promise<number> {
  const [answer] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return Number(answer?.partitions.find((each) => each.partition === partition)?.offset);
}

async function group(
  partitions = 1,
): Promise<{ topic: string; settings: { groupId: string; topics: string[] } }> {
  const topic = await createTestTopic(brokers, { partitions });
  return { topic, settings: { groupId: `g-${randomUUID()}`, topics: [topic] } };
}

describe('AtLeastOnceConsumer', () => {
  it('commits the lowest incomplete offset and no further', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(5));
    const member = await join(settings, (each) => (each.completes = () => false));
    await eventually(() => member.taken.length === 5);
    for (const index of [0, 1, 3]) member.taken[index]?.place.complete();
    await eventually(async () => (await committed(settings.groupId, topic)) === 2);
    await member.consumer.commitNow();
    expect(await committed(settings.groupId, topic)).toBe(2);
  });

  it('repeats after a restart only what was incomplete', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(6));
    const first = await join(settings, (each) => (each.completes = () => false));
    await eventually(() => first.taken.length === 6);
    for (const index of [0, 2, 3, 5]) first.taken[index]?.place.complete();
    await first.consumer.stop();
    const second = await join(settings);
    await eventually(async () => (await committed(settings.groupId, topic)) === 6);
    expect(second.values).toEqual(['1', '4']);
  });

  it('does not let a completion count that began before the partition was given up', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(2));
    const first = await join(settings, (each) => (each.completes = () => false));
    await eventually(() => first.taken.length === 2);
    expect(first.taken.map(({ place }) => place.isOurs())).toEqual([true, true]);
    await first.consumer.stop();
    expect(first.taken.map(({ place }) => place.isOurs())).toEqual([false, false]);
    for (const { place } of first.taken) place.complete();
    const second = await join(settings, (each) => (each.completes = () => false));
    await eventually(() => second.taken.length === 2);
    expect(await committed(settings.groupId, topic)).toBe(-1);
  });

  it('does not let a completion count of a partition that another member owns by now', async () => {
    const { topic, settings } = await group(2);
    for (const partition of [0, 1]) await append(topic, numbered(3), partition);
    const first = await join(settings, (each) => (each.completes = () => false));
    await eventually(() => first.taken.length === 6);
    const second = await join(settings, (each) => (each.completes = () => false));
    await eventually(() => second.taken.length === 3, { timeoutMs: 20_000 });
    const moved = second.taken[0]?.record.partition ?? NaN;
    for (const { place } of first.taken) place.complete();
    await eventually(async () => (await committed(settings.groupId, topic, 1 - moved)) === 3);
    await first.consumer.commitNow();
    expect(await committed(settings.groupId, topic, moved)).toBeLessThanOrEqual(0);
  });

  it('takes up to a record that is held, and goes on when the hold ends', async () => {
    const { topic, settings } = await group();
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    let held = true;
    await append(topic, numbered(5));
    const member = await join(settings, (each) => {
      each.hold = ({ value }) => (held && value?.toString() === '3' ? { reason: 'test', until } : undefined);
    });
    await eventually(async () => (await committed(settings.groupId, topic)) === 3);
    expect(member.values).toEqual(['0', '1', '2']);
    const heldForMs = Date.now() - (member.consumer.incompleteSince.get(topic) ?? 0);
    expect(heldForMs).toBeLessThan(30_000);
    held = false;
    release();
    await eventually(() => member.taken.length === 5);
    expect(member.values).toEqual(numbered(5));
    expect([...member.consumer.incompleteSince]).toEqual([[topic, undefined]]);
  });

  it('passes over aborted transactions and control records', async () => {
    const { topic, settings } = await group();
    const transactional = testKafka(brokers).producer({
      transactionalId: randomUUID(),
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await transactional.connect();
    for (const [value, end] of [
      ['a', 'commit'],
      ['lost', 'abort'],
      ['b', 'commit'],
    ] as const) {
      const transaction = await transactional.transaction();
      await transaction.send({ topic, messages: [{ value, partition: 0 }] });
      await transaction[end]();
    }
    await transactional.disconnect();
    await append(topic, ['c']);
    const member = await join(settings);
    await eventually(() => member.values.includes('c'));
    expect(member.values).toEqual(['a', 'b', 'c']);
    await eventually(async () => (await committed(settings.groupId, topic)) === 7);
  });

  it('passes over an aborted transaction that is larger than a whole fetch', async () => {
    const { topic, settings } = await group();
    const transactional = testKafka(brokers).producer({
      ...{ transactionalId: randomUUID(), idempotent: true, maxInFlightRequests: 1 },
    });
    await transactional.connect();
    const transaction = await transactional.transaction();
    for (let batch = 0; batch < 12; batch += 1) {
      await transaction.send({ topic, messages: [{ value: 'x'.repeat(100_000), partition: 0 }] });
    }
    await transaction.abort();
    await transactional.disconnect();
    await append(topic, ['after']);
    const member = await join(settings);
    await eventually(() => member.values.includes('after'));
    expect(member.values).toEqual(['after']);
    await eventually(async () => (await committed(settings.groupId, topic)) === 14);
  });

  it.each(['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'reads what the broker keeps as %s',
    async (codec) => {
      const topic = await createTestTopic(brokers, { config: { 'compression.type': codec } });
      const values = numbered(20).map((value) => `${value}:${'x'.repeat(3_000)}`);
      await append(topic, values);
      const member = await join({ groupId: `g-${randomUUID()}`, topics: [topic] });
      await eventually(() => member.taken.length === 20);
      expect(member.values).toEqual(values);
      expect(member.taken.every(({ record }) => Math.abs(record.appendedAtMs - Date.now()) < 60_000)).toBe(
        true,
      );
    },
  );

  it('starts at the log’s start when what it would read next is gone, and counts it', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(10));
    const first = await join(settings);
    await eventually(async () => (await committed(settings.groupId, topic)) === 10);
    await first.consumer.stop();
    await append(topic, numbered(10, 10));
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '15' }] });
    const second = await join(settings);
    await eventually(() => second.taken.length === 5);
    expect(second.values).toEqual(numbered(5, 15));
    expect(second.problems).toContainEqual({ kind: 'lost_by_retention', topic, partition: 0, records: 5 });
  });

  it('counts what is removed from the log while it waits, and loses nothing else', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(10));
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    let isHeld = true;
    const member = await join(settings, (each) => {
      each.hold = ({ offset }) => (isHeld && offset === '2' ? { reason: 'not_due', until } : undefined);
    });
    await eventually(() => member.taken.length === 2 && member.consumer.pendingCount === 0);
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '5' }] });
    isHeld = false;
    release();
    await eventually(async () => (await committed(settings.groupId, topic)) === 10, { timeoutMs: 20_000 });
    expect(member.values).toEqual([...numbered(2), ...numbered(5, 5)]);
    expect(member.problems.filter(({ kind }) => kind === 'lost_by_retention')).toEqual([
      { kind: 'lost_by_retention', topic, partition: 0, records: 3 },
    ]);
  });

  it('reads a topic that was made anew from its start, also when it is longer than the former', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(5));
    const member = await join(settings);
    await eventually(async () => (await committed(settings.groupId, topic)) === 5);
    await admin.deleteTopics({ topics: [topic] });
    await eventually(() => member.problems.length > 0, { timeoutMs: 20_000, what: 'a topic that is gone' });
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: false });
    const values = numbered(10, 100);
    await eventually(async () => (await append(topic, values)).length > 0);
    await eventually(() => member.taken.length >= 15, { timeoutMs: 20_000, what: 'the new records' });
    expect(member.values.slice(5)).toEqual(values);
  });

  it('reads one from its start that was made anew, and longer, while nothing was asked of it', async () => {
    const { topic, settings } = await group();
    await append(topic, numbered(6));
    const member = await join({ ...settings, lookAtTopicsEveryMs: 500 }, (each) => {
      each.hold = ({ value }) =>
        value?.toString() === '5' ? { reason: 'not_due', until: new Promise(() => undefined) } : undefined;
    });
    await eventually(async () => (await committed(settings.groupId, topic)) === 5);
    await admin.deleteTopics({ topics: [topic] });
    await eventually(() => admin.createTopics({ topics: [{ topic, numPartitions: 1 }] }));
    const values = numbered(10, 100);
    await eventually(async () => (await append(topic, values)).length > 0);
    await eventually(() => member.taken.length >= 15, { timeoutMs: 20_000, what: 'the new records' });
    expect(member.values).toEqual([...numbered(5), ...values]);
    expect(member.problems).toEqual([{ kind: 'log_replaced', topic, partition: 0 }]);
    await eventually(async () => (await committed(settings.groupId, topic)) === 10);
  });

  it('lets end what is under way before it joins again, so that the next owner does not repeat it', async () => {
    const { topic, settings } = await group(2);
    for (const partition of [0, 1]) await append(topic, numbered(5, partition * 100), partition);
    const steps: string[] = [];
    const joining = {
      begin: () => {
        steps.push('begin');
        for (const { place } of first.taken) place.complete();
        return Promise.resolve();
      },
      joined: () => {
        steps.push('joined');
      },
    };
    const first = new Member(brokers, { ...settings, joining });
    first.completes = () => false;
    members.push(first);
    await first.consumer.start();
    await eventually(() => first.taken.length === 10);
    const second = await join(settings);
    await eventually(() => second.consumer.ownedCount === 1);
    for (const partition of [0, 1]) await append(topic, ['last'], partition);
    await eventually(() => second.values.includes('last'));
    expect(second.values).toEqual(['last']);
    expect(steps).toEqual(['joined', 'begin', 'joined']);
  });

  it('loses nothing and repeats only what was in flight while members come and go', async () => {
    const { topic, settings } = await group(6);
    const first = await join(settings);
    const seen = new Map<string | undefined, number>();
    const all = (): string[] => members.flatMap(({ values }) => values.map(String));
    for (let round = 0; round < 6; round += 1) {
      for (const partition of [0, 1, 2, 3, 4, 5]) {
        await append(topic, numbered(50, round * 1_000 + partition * 100), partition);
      }
      if (round % 2 === 0) await join(settings);
      else await members.at(-1)?.consumer.stop();
    }
    await eventually(() => new Set(all()).size === 6 * 6 * 50, { timeoutMs: 25_000 });
    for (const value of all()) seen.set(value, (seen.get(value) ?? 0) + 1);
    const repeated = [...seen.values()].filter((count) => count > 1).length;
    console.log(`rebalances: ${seen.size} records, 0 lost, ${repeated} repeated`);
    expect(repeated).toBe(0);
    expect(first.problems.filter(({ kind }) => kind === 'crashed')).toEqual([]);
  });
});
