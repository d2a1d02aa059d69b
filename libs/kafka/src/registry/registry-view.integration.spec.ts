// Real broker: what happens to the topic happens for real. The publisher of the spec is a bare producer.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryHeaders, registryKey, sentinelId } from '@posthorn/contracts';
import {
  accountRecord,
  createTestTopic,
  eventually,
  startKafkaBroker,
  withAdmin,
  type KafkaBroker,
} from '@posthorn/testing';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createKafka } from '../client/kafka-client.js';
import { DurableProducer } from '../producer/durable-producer.js';
import type { Appended } from '../producer/outgoing-record.js';
import type { RegistryProblem } from './registry-follower.js';
import { RegistryView, type RegistryViewState } from './registry-view.js';

const config = { 'cleanup.policy': 'compact', 'message.timestamp.type': 'LogAppendTime' };

interface Written {
  readonly version: number;
  readonly epoch?: number;
}

/** A view of one topic, and who publishes it. */
class Scene {
  readonly problems: RegistryProblem[] = [];
  readonly view: RegistryView;
  readonly #brokers: readonly string[];
  readonly #producer: DurableProducer;

  private constructor(
    brokers: readonly string[],
    readonly topic: string,
  ) {
    const kafka = createKafka({ brokers, clientId: 'registry-spec' });
    this.#brokers = brokers;
    this.#producer = new DurableProducer(kafka);
    this.view = new RegistryView({
      ...{ kafka, topic, clientId: 'registry-spec', confirmEveryMs: 200, staleAfterMs: 2_000 },
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  static async set(brokers: readonly string[]): Promise<Scene> {
    const scene = new Scene(brokers, await createTestTopic(brokers, { config }));
    await scene.#producer.start();
    scenes.push(scene);
    return scene;
  }

  async strike(): Promise<void> {
    await this.view.stop();
    await this.#producer.stop();
  }

  /** Reasons of new readings. */
  get rebuilds(): string[] {
    return this.problems.flatMap((problem) => (problem.kind === 'rebuild' ? problem.reason : []));
  }

  publish(id: string, written: Written): Promise<Appended> {
    const value = JSON.stringify(accountRecord({ id, name: `${id} v${written.version}` }));
    return this.#send(registryKey('account', id), value, written);
  }

  async publishAll(epoch: number, versions: Readonly<Record<string, number>>): Promise<void> {
    const rows = Object.entries(versions);
    await Promise.all(rows.map(([id, version]) => this.publish(id, { version, epoch })));
    const value = JSON.stringify({ database_id: 'database', epoch, row_count: rows.length });
    await this.#send(registryKey('sentinel', sentinelId), value, { version: epoch });
  }

  is(state: RegistryViewState): Promise<true> {
    return eventually(() => this.view.state === state || undefined, { what: state, timeoutMs: 20_000 });
  }

  /** `a v1`: the account `a` has been read in version 1. */
  reads(name: string): Promise<true> {
    const [id = ''] = name.split(' ');
    return eventually(() => this.view.account(id)?.name === name || undefined, { what: name });
  }

  beginsAgain(): Promise<true> {
    return eventually(() => this.rebuilds.length > 0 || undefined, { what: 'a new reading' });
  }

  deleteTopic(): Promise<void> {
    return withAdmin(this.#brokers, (admin) => admin.deleteTopics({ topics: [this.topic] }));
  }

  /** Under the same name; for a moment after a deletion the broker refuses it. */
  async createAgain(): Promise<void> {
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    const topics = [{ topic: this.topic, numPartitions: 1, configEntries }];
    await eventually(() =>
      withAdmin(this.#brokers, async (admin) => {
        await admin.createTopics({ waitForLeaders: false, topics });
        const metadata = await admin.fetchTopicMetadata({ topics: [this.topic] });
        return metadata.topics[0]?.partitions[0]?.leader !== -1;
      }),
    );
  }

  #send(key: string, value: string, { version, epoch }: Written): Promise<Appended> {
    const headers = {
      [registryHeaders.version]: String(version),
      ...(epoch === undefined ? {} : { [registryHeaders.epoch]: String(epoch) }),
    };
    return this.#producer.send({ topic: this.topic, key, value, headers });
  }
}

const brokers = inject('kafkaBrokers');
const scenes: Scene[] = [];
afterEach(async () => {
  await Promise.all(scenes.splice(0).map((scene) => scene.strike()));
});

describe('a view of the registry', () => {
  it('is complete after a full publish, and follows changes', async () => {
    const scene = await Scene.set(brokers);
    const { view } = scene;
    view.start();
    await scene.publish('a', { version: 1 });
    await scene.reads('a v1');
    expect(await view.confirmEnd(5_000)).toBe(true);
    expect(view.state).toBe('loading');
    await scene.publishAll(1, { a: 1, b: 2 });
    await scene.is('complete');
    const { offset } = await scene.publish('a', { version: 3 });
    await view.whenReached(BigInt(offset), AbortSignal.timeout(5_000));
    expect(view.account('a')?.name).toBe('a v3');
    expect(view.offset).toBe(BigInt(offset));
    expect(scene.problems).toEqual([]);
  });

  it('has caught up when it lacks nothing that was written before the question', async () => {
    const scene = await Scene.set(brokers);
    const { view } = scene;
    view.start();
    const caughtUp = view.whenCaughtUp(AbortSignal.timeout(15_000));
    await scene.publishAll(1, { a: 1 });
    await caughtUp;
    expect(view.state).toBe('complete');
    for (let version = 2; version < 12; version += 1) {
      await scene.publish('a', { version });
      await view.whenCaughtUp(AbortSignal.timeout(5_000));
      expect(view.account('a')?.name).toBe(`a v${version}`);
    }
  });

  it('stays incomplete on an empty topic', async () => {
    const { view } = await Scene.set(brokers);
    view.start();
    expect(await view.confirmEnd(5_000)).toBe(true);
    expect(view.state).toBe('loading');
    expect(view.offset).toBe(-1n);
  });

  it('waits for a topic that does not exist yet', async () => {
    const scene = await Scene.set(brokers);
    await scene.deleteTopic();
    scene.view.start();
    await eventually(() => scene.problems.some(({ kind }) => kind === 'reading_failed') || undefined);
    expect(await scene.view.confirmEnd(100)).toBe(false);
    await scene.createAgain();
    await scene.publishAll(1, { a: 1 });
    await scene.is('complete');
  });

  it('commits nothing', async () => {
    const scene = await Scene.set(brokers);
    await scene.publishAll(1, { a: 1 });
    scene.view.start();
    await scene.is('complete');
    await withAdmin(brokers, async (admin) => {
      const { groups } = await admin.listGroups();
      const prefix = `${scene.topic}.view.registry-spec.`;
      const groupId = groups.find((group) => group.groupId.startsWith(prefix))?.groupId ?? '';
      expect(groupId).not.toBe('');
      expect(await admin.fetchOffsets({ groupId })).toEqual([]);
    });
  });
});

describe('when the topic is deleted and made again', () => {
  it('is incomplete until the new one has been published fully, and forgets what is no longer there', async () => {
    const scene = await Scene.set(brokers);
    await scene.publishAll(1, { a: 1, b: 2, c: 3 });
    scene.view.start();
    await scene.is('complete');
    await scene.deleteTopic();
    await scene.createAgain();
    await scene.beginsAgain();
    expect(scene.view.state).toBe('loading');
    expect(scene.view.account('a')).toBeUndefined();
    await scene.publishAll(2, { a: 1, b: 4 });
    await scene.is('complete');
    expect([...scene.view.keys()].map(({ id, version }) => `${id} v${version}`)).toEqual(['a v1', 'b v4']);
  });

  it('notices it when the new one has already grown past the old', async () => {
    const scene = await Scene.set(brokers);
    await scene.publishAll(1, { a: 1, gone: 2 });
    scene.view.start();
    await scene.is('complete');
    await scene.deleteTopic();
    await scene.createAgain();
    await scene.publishAll(2, { a: 1, b: 4, c: 5, d: 6 });
    await scene.beginsAgain();
    await scene.reads('d v6');
    await scene.is('complete');
    expect(scene.view.account('gone')).toBeUndefined();
  });

  it('does not wait for ever for an offset of the former one', async () => {
    const scene = await Scene.set(brokers);
    await scene.publishAll(1, { a: 1 });
    scene.view.start();
    await scene.is('complete');
    expect(scene.view.reached(5_000n)).toBe(false);
    await scene.view.whenReached(5_000n, AbortSignal.timeout(5_000));
  });
});

describe('when the broker is away', () => {
  let folder: string;
  let broker: KafkaBroker;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posthorn-registry-'));
    broker = await startKafkaBroker({ folder });
  });
  afterAll(async () => {
    await broker.stop();
    await rm(folder, { recursive: true });
  });

  it('is stale while the broker stalls or is stopped, then complete again without reading anew', async () => {
    const scene = await Scene.set([broker.address]);
    await scene.publishAll(1, { a: 1 });
    scene.view.start();
    await scene.is('complete');

    broker.process?.signal('SIGSTOP');
    await scene.is('stale');
    broker.process?.signal('SIGCONT');
    await scene.is('complete');

    await broker.stop();
    await scene.is('stale');
    expect(scene.view.account('a')?.name).toBe('a v1');
    await broker.start();
    await scene.is('complete');
    await scene.publish('a', { version: 2 });
    await scene.reads('a v2');
    expect(scene.rebuilds).toEqual([]);
  }, 60_000);
});
