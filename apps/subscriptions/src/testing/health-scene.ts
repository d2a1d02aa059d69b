// The service with its doors, a topic `endpoint-health`, and processes that read it: everything real but the
// dispatchers, whose reports a spec writes.
import { randomUUID } from 'node:crypto';
import type { EndpointHealth } from '@posthorn/contracts';
import { createLogger } from '@posthorn/service-runtime';
import { committedOffsets, createTestTopic, testKafka } from '@posthorn/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import type { EndpointHealthEvents } from '../endpoint-health/endpoint-health-metrics.js';
import { EndpointHealthReader } from '../endpoint-health/endpoint-health-reader.js';
import { KeepReports, type Kept } from '../endpoint-health/keep-reports.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { bodyOf, type Body } from './doors.js';
import { goodSubscription, newTenant, type Tenant } from './tenants.js';
import { startTestService, type TestService } from './test-service.js';

const logger = createLogger({ service: 'subscriptions', level: 'silent', format: 'json' });

const config = { 'message.timestamp.type': 'LogAppendTime' };

/** One process that reads, with what it made of the reports. */
export class HealthProcess {
  readonly kept: Kept[] = [];
  readonly unreadable: unknown[] = [];
  readonly failures: unknown[] = [];
  readonly #reader: EndpointHealthReader;
  readonly #dataSource: DataSource;

  private constructor(scene: HealthScene, dataSource: DataSource) {
    this.#dataSource = dataSource;
    const keeper = new KeepReports(new Database(dataSource), new RegistryWriter());
    const { brokers, topic, groupId, disableAfterMs } = scene;
    this.#reader = new EndpointHealthReader(
      { kafka: { brokers }, topic, groupId, disableAfterMs, logger },
      keeper,
      this.#events(),
    );
    this.#reader.onApplicationBootstrap();
  }

  static async start(scene: HealthScene): Promise<HealthProcess> {
    const { url } = scene.service.database;
    return new HealthProcess(scene, await createDataSource({ url, connectionsMax: 2 }).initialize());
  }

  async stop(): Promise<void> {
    await this.#reader.beforeApplicationShutdown();
    await this.#dataSource.destroy();
  }

  #events(): EndpointHealthEvents {
    return {
      kept: (_report, what) => this.kept.push(what),
      unreadable: (error) => this.unreadable.push(error),
      failed: (error) => this.failures.push(error),
      onProblem: () => undefined,
    };
  }
}

export interface HealthSceneSettings {
  readonly brokers: readonly string[];
  readonly postgresUrl: string;
  readonly disableAfterMs?: number;
}

export class HealthScene {
  readonly groupId = `g-${randomUUID()}`;
  readonly #processes = new Set<HealthProcess>();
  readonly #producer;

  private constructor(
    readonly brokers: readonly string[],
    readonly service: TestService,
    readonly tenant: Tenant,
    readonly topic: string,
    readonly disableAfterMs: number,
  ) {
    this.#producer = testKafka(brokers).producer();
  }

  static async set({ brokers, postgresUrl, disableAfterMs }: HealthSceneSettings): Promise<HealthScene> {
    const service = await startTestService({ postgresUrl });
    const topic = await createTestTopic(brokers, { partitions: 3, config });
    const tenant = await newTenant(service);
    const scene = new HealthScene(brokers, service, tenant, topic, disableAfterMs ?? 60_000);
    await scene.#producer.connect();
    return scene;
  }

  async strike(): Promise<void> {
    await Promise.all([...this.#processes].map((each) => this.stop(each)));
    await Promise.all([this.#producer.disconnect(), this.service.stop()]);
  }

  async startProcess(): Promise<HealthProcess> {
    const started = await HealthProcess.start(this);
    this.#processes.add(started);
    return started;
  }

  async stop(process: HealthProcess): Promise<void> {
    this.#processes.delete(process);
    await process.stop();
  }

  async subscribe(): Promise<string> {
    const { rest } = this.service;
    return String(
      bodyOf(await rest.call('createSubscription', goodSubscription, this.tenant.tokens.admin)).id,
    );
  }

  async look(id: string): Promise<Body> {
    return bodyOf(await this.service.grpc.call('getSubscription', { id }, this.tenant.tokens.admin));
  }

  async versionOf(id: string): Promise<number> {
    const [row] = await this.service.database.query<{ version: string }>(
      'SELECT version FROM subscriptions WHERE id = $1',
      [id],
    );
    return Number(row?.version);
  }

  /** States that the registry was to be told of the subscription, oldest first. */
  async published(id: string): Promise<readonly string[]> {
    const rows = await this.service.database.query<{ state: string }>(
      `SELECT value->>'state' AS state FROM outbox WHERE entity_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ state }) => state);
  }

  /** The endpoint answered 410, to the version that the subscription has now. */
  async gone(id: string, version?: number): Promise<EndpointHealth> {
    return { kind: 'gone', ...this.#about(id, version ?? (await this.versionOf(id))) };
  }

  async faring(id: string, counts: { ok?: number; failed?: number }): Promise<EndpointHealth> {
    const about = this.#about(id, await this.versionOf(id));
    return { kind: 'faring', ...about, ok: 0, failed: 0, ...counts, breaker: 'open', in_flight_max: 1 };
  }

  async tell(...reports: readonly EndpointHealth[]): Promise<void> {
    await this.#send(
      reports.map((report) => ({ key: report.subscription_id, value: JSON.stringify(report) })),
    );
  }

  async tellText(value: string): Promise<void> {
    await this.#send([{ key: 'any', value }]);
  }

  /** Reports that the group has committed. */
  async committed(): Promise<number> {
    const offsets = await committedOffsets(this.brokers, this);
    return [...offsets.values()].reduce((sum, { offset }) => sum + Math.max(Number(offset), 0), 0);
  }

  async #send(messages: { key: string; value: string }[]): Promise<void> {
    await this.#producer.send({ topic: this.topic, messages });
  }

  #about(id: string, version: number) {
    const { accountId } = this.tenant;
    return {
      ...{ subscription_id: id, account_id: accountId, subscription_version: version },
      at: '2026-07-17T22:01:25.000Z',
    };
  }
}
