// A database, a topic `registry`, and relays between them: everything real. Changes are made as the service makes them.
import { registryHeaders } from '@posthorn/contracts';
import { createKafka, DurableProducer, RegistryView, type RegistryProblem } from '@posthorn/kafka';
import {
  createTestDatabase,
  createTestTopic,
  eventually,
  readTopic,
  withAdmin,
  type TestDatabase,
} from '@posthorn/testing';
import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { AccountRow, SubscriptionRow, type Columns } from '../database/rows/index.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { RelayNudge } from '../relay-nudge.js';
import type { FullPublishReason } from '../relay/full-publish-due.js';
import { RegistryRelay } from '../relay/registry-relay.js';
import { requestEpoch } from '../relay/registry-state.js';
import { RegistryTopic } from '../relay/registry-topic.js';
import { RelaySession } from '../relay/relay-session.js';
import { subscriptionRow } from './subscription-row.js';

const config = { 'cleanup.policy': 'compact', 'message.timestamp.type': 'LogAppendTime' };

export interface LogEntry {
  readonly key: string;
  readonly version: number;
  readonly name: string | null;
  readonly epoch: string | undefined;
  readonly appendedAtMs: number;
}

/** One process of the service, as far as the relay goes. */
export class RelayProcess {
  readonly fullPublishes: FullPublishReason[] = [];
  readonly problems: RegistryProblem[] = [];
  readonly errors: unknown[] = [];
  readonly relay: RegistryRelay;
  readonly view: RegistryView;
  readonly producer: DurableProducer;
  readonly #nudge: RelayNudge;

  constructor(scene: RelayScene) {
    const kafka = createKafka({ brokers: scene.brokers, clientId: 'subscriptions' });
    this.producer = new DurableProducer(kafka);
    const { topic } = scene;
    this.view = new RegistryView({
      ...{ kafka, topic, clientId: 'subscriptions', confirmEveryMs: 200, staleAfterMs: 2_000 },
      onProblem: (problem) => this.problems.push(problem),
    });
    this.relay = new RegistryRelay({
      ...{ url: scene.database.url, dataSource: scene.dataSource, view: this.view, producer: this.producer },
      topic: new RegistryTopic({
        ...{ producer: this.producer, topic },
        onTooLarge: (_write, error) => this.errors.push(error),
      }),
      events: {
        published: () => undefined,
        publishedEverything: (reason) => this.fullPublishes.push(reason),
        failed: (error) => this.errors.push(error),
        looked: () => undefined,
      },
    });
    this.#nudge = new RelayNudge(scene.database.url);
    this.#nudge.on('outbox', () => {
      this.relay.nudge();
    });
    this.#nudge.onModuleInit();
    this.view.start();
    this.relay.start();
  }

  async stop(): Promise<void> {
    await this.#nudge.onApplicationShutdown();
    await this.relay.stop();
    await this.view.stop();
    await this.producer.stop();
  }

  is(phase: RegistryRelay['standing']['phase']): Promise<true> {
    return eventually(() => this.relay.standing.phase === phase || undefined, {
      ...{ what: `the relay ${phase}`, timeoutMs: 20_000 },
    });
  }

  /** Names of the accounts and subscriptions that a complete view has. */
  names(): string[] | undefined {
    if (this.view.state !== 'complete') return undefined;
    const living = [...this.view.keys()].filter(({ deleted }) => !deleted);
    return living.map(({ id }) => (this.view.account(id) ?? this.view.subscription(id))?.name ?? '').sort();
  }
}

export class RelayScene {
  readonly processes: RelayProcess[] = [];
  readonly #writer = new RegistryWriter();

  private constructor(
    readonly brokers: readonly string[],
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly topic: string,
  ) {}

  static async set(brokers: readonly string[], postgresUrl: string): Promise<RelayScene> {
    const database = await createTestDatabase(postgresUrl);
    const dataSource = await createDataSource({ url: database.url, connectionsMax: 5 }).initialize();
    await migrate(dataSource);
    return new RelayScene(brokers, database, dataSource, await createTestTopic(brokers, { config }));
  }

  async strike(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
    await this.dataSource.destroy();
    await this.database.drop();
  }

  startProcess(): RelayProcess {
    const started = new RelayProcess(this);
    this.processes.push(started);
    return started;
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  addAccount(id: string, manager: EntityManager = this.dataSource.manager): Promise<unknown> {
    return this.#writer.insert(manager, 'account', accountRow(id));
  }

  /** Many at once, as from a time before the topic: only a full publish brings them. */
  async addOldAccounts(count: number): Promise<void> {
    await this.database.query(
      `INSERT INTO accounts (id, name, time_zone, plans)
       SELECT 'acc_' || number, 'acc_' || number, 'UTC', '{}' FROM generate_series(0, $1::int - 1) AS number`,
      [count],
    );
  }

  addSubscription(id: string, accountId: string): Promise<unknown> {
    return this.transaction((manager) =>
      this.#writer.insert(manager, 'subscription', subscriptionRow({ id, accountId, name: id })),
    );
  }

  renameAccount(id: string, name: string): Promise<void> {
    return this.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.findOneOrFail(AccountRow, { where: { id }, lock });
      row.name = name;
      await this.#writer.update(manager, 'account', row);
    });
  }

  removeAccount(id: string): Promise<void> {
    return this.transaction((manager) => this.#writer.remove(manager, 'account', id));
  }

  /** Names of all accounts and subscriptions. */
  async names(): Promise<string[]> {
    const accounts = await this.dataSource.manager.find(AccountRow);
    const subscriptions = await this.dataSource.manager.find(SubscriptionRow);
    return [...accounts, ...subscriptions].map(({ name }) => name).sort();
  }

  /** Waits until a complete view has exactly what the database has. */
  agrees(process: RelayProcess): Promise<true> {
    return eventually(
      async () => {
        const [viewed, stored] = [process.names(), await this.names()];
        return JSON.stringify(viewed) === JSON.stringify(stored) || undefined;
      },
      { what: 'the view as the database', timeoutMs: 20_000 },
    );
  }

  async requestFullPublish({ relay }: RelayProcess): Promise<void> {
    const session = await RelaySession.open(this.database.url);
    await requestEpoch(session);
    await session.close();
    relay.nudge();
  }

  async unpublished(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT count(*)::int FROM outbox WHERE published_at IS NULL',
    );
    return row?.count ?? -1;
  }

  /** What the broker holds, without sentinels. */
  async log(): Promise<readonly LogEntry[]> {
    const records = await readTopic(this.brokers, this.topic);
    return records
      .filter(({ key }) => key?.startsWith('sentinel:') === false)
      .map(({ key, value, headers, appendedAtMs }) => ({
        key: key ?? '',
        version: Number(headers[registryHeaders.version]),
        name: value === null ? null : (JSON.parse(value.toString()) as { name: string }).name,
        epoch: headers[registryHeaders.epoch],
        appendedAtMs,
      }));
  }

  deleteTopic(): Promise<void> {
    return withAdmin(this.brokers, (admin) => admin.deleteTopics({ topics: [this.topic] }));
  }

  /** For a moment after a deletion the broker refuses the name. */
  async createTopicAgain(): Promise<void> {
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    const topics = [{ topic: this.topic, numPartitions: 1, configEntries }];
    await eventually(() =>
      withAdmin(this.brokers, async (admin) => {
        await admin.createTopics({ waitForLeaders: false, topics });
        const metadata = await admin.fetchTopicMetadata({ topics: [this.topic] });
        return metadata.topics[0]?.partitions[0]?.leader !== -1;
      }),
    );
  }
}

const made = { createdAt: new Date(), updatedAt: new Date() };

export const accountRow = (id: string): Omit<Columns<AccountRow>, 'version'> => ({
  ...{ id, name: id, timeZone: 'UTC', plans: [], lastSubscriptionNumber: '0' },
  lastConnectionNumber: '0',
  automationSecrets: [],
  ...made,
});
