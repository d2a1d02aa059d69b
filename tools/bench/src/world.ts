// What every row stands on: a stack of its own, the receivers, and accounts with subscriptions made over REST.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack, type LocalStack } from '@posthorn/local-stack';
import type { ListOf } from './load/bench-event.js';
import type { Load } from './load/producers.js';
import { BenchReceiver } from './receiver/bench-receiver.js';

export interface BenchAccount {
  readonly id: string;
  readonly token: string;
}

/** Each row sends as one account; what is measured is how much a service can take, not what it lets one have. */
const withoutLimits = { EVENTS_PER_SECOND_PER_ACCOUNT_MAX: '1000000' };

export class BenchWorld {
  private constructor(
    readonly stack: LocalStack,
    readonly receiver: BenchReceiver,
    readonly folder: string,
  ) {}

  /** `environment` is added to that of the services. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<BenchWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'posthorn-bench-'));
    const [stack, receiver] = await Promise.all([
      startStack({ folder, environment: { LOG_LEVEL: 'warn', ...withoutLimits, ...environment } }),
      BenchReceiver.start(),
    ]);
    return new BenchWorld(stack, receiver, folder);
  }

  get brokers(): readonly string[] {
    return this.stack.servers.kafkaBrokers;
  }

  /** Events of the account, about these lists. */
  load({ id: accountId }: BenchAccount, listOf: ListOf): Load {
    return { brokers: this.brokers, topic: 'posthorn.events.contact', accountId, listOf };
  }

  async account(id: string): Promise<BenchAccount> {
    const operator = this.stack.settings.secrets.operatorToken;
    await this.#post('/v1/accounts', operator, {
      id,
      name: id,
      time_zone: 'America/Chicago',
      plans: ['marketing'],
    });
    const { token } = await this.#post('/v1/tokens', operator, {
      account_id: id,
      role: 'admin',
      name: 'bench',
    });
    return { id, token: String(token) };
  }

  /** A subscription to `update` events of one list, posted to `path` of the receivers. */
  async subscribe(account: BenchAccount, path: string, list: number): Promise<void> {
    await this.#post('/v1/subscriptions', account.token, {
      ...{ name: path, url: this.receiver.url + path, event_types: ['update'] },
      ...{ sources: ['public', 'admin', 'api', 'system'], list_id: String(list) },
    });
  }

  /** The receivers first: a dispatcher that hangs at one would be killed before it has drained, and leave no profile. */
  async stop(): Promise<void> {
    try {
      await this.receiver.stop();
    } finally {
      await this.stack.stop();
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #post(path: string, token: string, body: object): Promise<Record<string, unknown>> {
    const answer = await fetch(this.stack.services.subscriptions.http + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
}
