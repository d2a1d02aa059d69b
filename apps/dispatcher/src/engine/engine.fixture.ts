// A dispatcher in the test's own process, on a real broker, with topics of its own and a registry that the test
// writes as the relay would.
import { randomBytes } from 'node:crypto';
import {
  automationWebhook,
  parseDurationLabel,
  registryHeaders,
  registryKey,
  sentinelId,
  writeEvent,
  type EventAttributes,
  type ObjectType,
  type RegistryKind,
  type SubscriptionRecord,
} from '@posthorn/contracts';
import { SecretBox } from '@posthorn/delivery';
import { createLogger, Metrics } from '@posthorn/service-runtime';
import {
  accountRecord,
  committedOffsets,
  createTestTopics,
  eventAttributes,
  eventually,
  readTopic,
  subscriptionRecord,
  testKafka,
  type TestTopics,
  type TestTopicsOptions,
} from '@posthorn/testing';
import type { EngineSettings } from '../dispatcher-environment.js';
import { dispatcherMetrics } from '../dispatcher-metrics.js';
import { Engine } from './engine.js';

type Producer = ReturnType<ReturnType<typeof testKafka>['producer']>;

const engineDefaults: Omit<EngineSettings, 'groupId'> = {
  commitMode: 'handoff',
  giveUpAfterMs: 60_000,
  requestTimeoutMs: 1_000,
  connectTimeoutMs: 500,
  inFlightMax: 64,
  laneInFlightMax: 8,
  laneWaitMsMax: 3_000,
  deliveriesMax: 1_000,
  bytesMax: 10_000_000,
};

export class EngineWorld {
  readonly secret = randomBytes(24);
  readonly #box: SecretBox;
  readonly #engines: Engine[] = [];
  readonly fatal: unknown[] = [];
  readonly logLines: string[] = [];
  #version = 0;

  private constructor(
    readonly brokers: string[],
    readonly topics: TestTopics,
    readonly producer: Producer,
  ) {
    const parsed = SecretBox.parse(`k1:${randomBytes(32).toString('base64')}`);
    if (parsed === undefined) throw new Error('the key cannot be read');
    this.#box = parsed;
  }

  /** Its own: spec files run side by side, and members of one group would wait for one another. */
  get groupId(): string {
    return `${this.topics.prefix}dispatcher`;
  }

  static async create(brokers: string[], options: TestTopicsOptions = {}): Promise<EngineWorld> {
    const topics = await createTestTopics(brokers, options);
    const producer = testKafka(brokers).producer();
    await producer.connect();
    return new EngineWorld(brokers, topics, producer);
  }

  /** Starts a dispatcher; resolves when it reads. */
  async dispatch(
    settings: Partial<EngineSettings> = {},
    retryTiers = this.topics.retryTiers,
  ): Promise<Engine> {
    const engine = new Engine({
      environment: {
        engine: { groupId: this.groupId, ...engineDefaults, ...settings },
        kafka: { brokers: this.brokers },
        listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
        logging: { level: 'debug', format: 'json' },
        secrets: this.#box,
        targets: { allowLoopback: true, allowHttp: true, ports: 'any' },
        topics: {
          names: this.topics.names,
          retryTiers,
          singleNode: true,
          partitions: { busy: 1, other: 1 },
        },
      },
      logger: createLogger(
        { service: 'dispatcher', level: 'debug', format: 'json' },
        { write: (line) => this.logLines.push(line) },
      ),
      metrics: dispatcherMetrics(new Metrics('dispatcher')),
      onFatal: (error) => this.fatal.push(error),
    });
    this.#engines.push(engine);
    await engine.start();
    return engine;
  }

  /** Writes one registry record; the version rises with each. */
  async register(kind: RegistryKind, id: string, value: object | null): Promise<void> {
    this.#version += 1;
    await this.producer.send({
      topic: this.topics.names.registry,
      messages: [
        {
          key: registryKey(kind, id),
          value: value === null ? null : JSON.stringify(value),
          headers: { [registryHeaders.version]: String(this.#version) },
        },
      ],
    });
  }

  /** The account, some subscriptions, and the sentinel that makes views complete. */
  async publish(...subscriptions: Partial<SubscriptionRecord>[]): Promise<void> {
    await this.signUp();
    for (const given of subscriptions) await this.subscribe(given);
    await this.complete();
  }

  /** The account, whose automations have the same secret as its subscriptions. */
  async signUp(id = 'acc_1'): Promise<void> {
    const automation_secrets = [this.#box.seal(this.secret, id)];
    await this.register('account', id, accountRecord({ id, automation_secrets }));
  }

  async subscribe(given: Partial<SubscriptionRecord>): Promise<void> {
    const record = subscriptionRecord({ event_types: ['update'], effective_from_ms: 0, ...given });
    await this.register('subscription', record.id, {
      ...record,
      secrets: [this.#box.seal(this.secret, record.id)],
    });
  }

  async complete(): Promise<void> {
    await this.register('sentinel', sentinelId, { database_id: 'db', epoch: 1, row_count: 0 });
  }

  /** Appends events of the contact topic; their ids. */
  async events(
    count: number,
    given: Partial<EventAttributes> = {},
    data: unknown = { contact: { id: '7' } },
  ): Promise<string[]> {
    const all = Array.from({ length: count }, () => eventAttributes({ type: 'update', ...given }));
    await this.producer.send({
      topic: this.topics.names.events('contact'),
      messages: all.map((attributes) => ({ ...writeEvent(attributes, data) })),
    });
    return all.map(({ id }) => id);
  }

  /** Appends an automation's webhook; its id. `data` as text: as it is. */
  async automation(data: object | string, given: Partial<EventAttributes> = {}): Promise<string> {
    const subject = '12';
    const attributes = eventAttributes({ type: automationWebhook.code, subject, ...given });
    const record = writeEvent(attributes, data);
    await this.producer.send({
      topic: this.topics.names.events('automation'),
      messages: [{ ...record, ...(typeof data === 'string' ? { value: data } : {}) }],
    });
    return attributes.id;
  }

  /** What the group has committed of the contact topic, or of another; -1: nothing. */
  committed(objectType: ObjectType = 'contact'): Promise<number> {
    return this.#committedIn(this.topics.names.events(objectType), this.groupId);
  }

  committedUpTo(offset: number, objectType: ObjectType = 'contact'): Promise<unknown> {
    return eventually(async () => (await this.committed(objectType)) === offset, {
      what: `commit of ${offset}`,
    });
  }

  /** The same of the first retry tier. */
  retriesCommittedUpTo(offset: number): Promise<unknown> {
    const topic = this.topics.names.retry(this.topics.retryTiers[0] ?? '');
    const committed = () => this.#committedIn(topic, `${this.groupId}.retries`);
    return eventually(async () => (await committed()) === offset, {
      what: `commit of ${offset} in ${topic}`,
    });
  }

  async #committedIn(topic: string, groupId: string): Promise<number> {
    const offsets = await committedOffsets(this.brokers, { groupId, topic });
    return Number(offsets.get(0)?.offset ?? -1n);
  }

  deadLetters() {
    return readTopic(this.brokers, this.topics.names.deadLetters);
  }

  retries(tier = this.topics.retryTiers[0] ?? '') {
    return readTopic(this.brokers, this.topics.names.retry(tier));
  }

  tierDelayMs(index: number): number {
    return parseDurationLabel(this.topics.retryTiers[index] ?? '') ?? 0;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.stop()));
    await this.producer.disconnect();
    await this.topics.delete();
  }
}
