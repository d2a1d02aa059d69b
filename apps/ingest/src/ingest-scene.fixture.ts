// For integration specs: the real service on a real broker with topics of its own, and a registry that the spec writes.
import {
  registryHeaders,
  registryKey,
  sentinelId,
  type AccountRecord,
  type ConnectionPlatform,
  type ObjectType,
  type SchemaRecord,
  type TokenRole,
} from '@posthorn/contracts';
import { SecretBox } from '@posthorn/delivery';
import { createKafka, DurableProducer } from '@posthorn/kafka';
import {
  createLogger,
  hashToken,
  Metrics,
  startService,
  type RunningService,
} from '@posthorn/service-runtime';
import {
  accountRecord,
  connectionRecord,
  createTestTopics,
  eventually,
  GrpcClient,
  loadGrpcService,
  readTopic,
  schemaRecord,
  tokenRecord,
  type ReadRecord,
  type TestTopics,
} from '@posthorn/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type { IngestEnvironment } from './environment.js';
import { defineIngest } from './ingest-definition.js';

export const operatorToken = 'operator-token-of-the-integration-specs';

/** Tokens by what they may do; `foreign` belongs to another account. */
export const tokens = {
  admin: 'pht_admin',
  ingest: 'pht_ingest',
  read: 'pht_read',
  foreign: 'pht_foreign',
} as const;

const connectionBox = newSecretBox('k1');

export function newSecretBox(keyId: string): SecretBox {
  const box = SecretBox.parse(`${keyId}:${randomBytes(32).toString('base64')}`);
  if (box === undefined) throw new Error('the keys of this scene are not taken');
  return box;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Sending {
  /** Default: the token with the role `ingest`. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `/v1/events`. */
  readonly path?: string;
}

export class IngestScene {
  readonly #registry: DurableProducer;
  #version = 0;

  private constructor(
    private readonly brokers: readonly string[],
    readonly topics: TestTopics,
    readonly service: RunningService,
    readonly grpc: Readonly<Record<'ingest' | 'eventTypes' | 'automations', GrpcClient>>,
  ) {
    this.#registry = new DurableProducer(createKafka({ brokers, clientId: 'ingest-spec' }));
  }

  /** Accounts `acme` and `other` with their tokens; the service is ready. */
  static async set(
    brokers: readonly string[],
    limits: IngestEnvironment['limits'] = unlimited,
  ): Promise<IngestScene> {
    const topics = await createTestTopics(brokers, { partitions: 3 });
    const service = await startService(definition({ brokers, topics, limits }));
    const clients = {
      ingest: grpcClient(service, 'ingest.proto', 'IngestService'),
      eventTypes: grpcClient(service, 'event_types.proto', 'EventTypeService'),
      automations: grpcClient(service, 'automations.proto', 'AutomationService'),
    };
    const scene = new IngestScene(brokers, topics, service, clients);
    await scene.#registry.start();
    await scene.#writeRegistry();
    await scene.isReady();
    return scene;
  }

  async strike(): Promise<void> {
    for (const client of Object.values(this.grpc)) client.close();
    await this.service.stop();
    await this.#registry.stop();
  }

  async post(
    body: unknown,
    { token = tokens.ingest, headers = {}, path = '/v1/events' }: Sending = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.service.httpUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.service.httpUrl}${path}`);
  }

  isReady(): Promise<true> {
    return eventually(async () => (await this.get('/health/ready')).ok || undefined, {
      what: 'ready',
      timeoutMs: 20_000,
    });
  }

  records(objectType: ObjectType): Promise<readonly ReadRecord[]> {
    return readTopic(this.brokers, this.topics.names.events(objectType));
  }

  /** The record of an event that was accepted. */
  async recordOf(objectType: ObjectType, id: string): Promise<ReadRecord | undefined> {
    return (await this.records(objectType)).find(({ headers }) => headers.ce_id === id);
  }

  async addAccount(id: string, given: Partial<AccountRecord> = {}): Promise<void> {
    await this.#write(registryKey('account', id), accountRecord({ id, ...given }));
  }

  async addToken(token: string, { accountId, role }: { accountId: string; role: TokenRole }): Promise<void> {
    const id = `tok_${randomUUID()}`;
    const record = tokenRecord({ id, account_id: accountId, role, hash: hashToken(token) });
    await this.#write(registryKey('token', id), record);
  }

  /** A connection of the account `acme`, number 3; answers its id. */
  async connect(platform: ConnectionPlatform, secret: string, box = connectionBox): Promise<string> {
    const id = `con_${randomUUID().replaceAll('-', '')}`;
    const secrets = [box.seal(Buffer.from(secret), id)];
    const record = connectionRecord({ id, account_id: 'acme', number: '3', platform, secrets });
    await this.#write(registryKey('connection', id), record);
    return id;
  }

  /** A schema of the account `acme`, with an id of its own; answers it. */
  async addSchema(given: Partial<SchemaRecord> = {}): Promise<SchemaRecord> {
    const schema = schemaRecord({ id: randomUUID(), account_id: 'acme', ...given });
    await this.#write(registryKey('schema', schema.id), schema);
    return schema;
  }

  async #writeRegistry(): Promise<void> {
    await this.addAccount('acme');
    await this.addAccount('other');
    await this.addToken(tokens.admin, { accountId: 'acme', role: 'admin' });
    await this.addToken(tokens.ingest, { accountId: 'acme', role: 'ingest' });
    await this.addToken(tokens.read, { accountId: 'acme', role: 'read' });
    await this.addToken(tokens.foreign, { accountId: 'other', role: 'ingest' });
    await this.#write(registryKey('sentinel', sentinelId), { database_id: 'spec', epoch: 1, row_count: 6 });
  }

  #write(key: string, value: unknown): Promise<unknown> {
    this.#version += 1;
    const headers = { [registryHeaders.version]: String(this.#version), [registryHeaders.epoch]: '1' };
    return this.#registry.send({
      topic: this.topics.names.registry,
      key,
      value: JSON.stringify(value),
      headers,
    });
  }
}

const grpcClient = ({ grpcAddress = '' }: RunningService, proto: string, name: string): GrpcClient =>
  new GrpcClient(grpcAddress, loadGrpcService(`posthorn/ingest/v1/${proto}`, `posthorn.ingest.v1.${name}`));

/** Specs of other things may send as much as they like. */
const unlimited = { eventsPerSecondPerAccountMax: 1_000_000 };

interface Surroundings {
  readonly brokers: readonly string[];
  readonly topics: TestTopics;
  readonly limits: IngestEnvironment['limits'];
}

const definition = ({ brokers, topics, limits }: Surroundings) =>
  defineIngest({
    environment: {
      listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
      logging: { level: 'silent', format: 'json' },
      kafka: { brokers },
      topics: {
        names: topics.names,
        retryTiers: topics.retryTiers,
        singleNode: true,
        partitions: { busy: 3, other: 3 },
      },
      operator: { token: operatorToken },
      connections: { secretBox: connectionBox },
      limits,
      targets: { allowLoopback: false, allowHttp: false, ports: [443] },
      eventTypePlans: { sms: ['marketing'] },
    },
    logger: createLogger({ service: 'ingest', level: 'silent', format: 'json' }),
    metrics: new Metrics('ingest'),
  });
