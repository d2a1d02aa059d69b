// The only door to a customer's network. What a receiver or the network does is a result; what is thrown is a fault
// of the caller. It makes one attempt: when to try again is decided by the rules of delivery.
import { setTimeout as pause } from 'node:timers/promises';
import { Attempt, type AttemptParts } from './attempt/attempt.js';
import { AttemptsUnderWay } from './attempt/attempts-under-way.js';
import type { PostRequest, PostResult } from './attempt/post-result.js';
import { refusedResult } from './attempt/write-result.js';
import { createAxiosDoor } from './axios-door.js';
import { createGuardedLookup } from './names/guarded-lookup.js';
import { NameCache } from './names/name-cache.js';
import { createResolveName } from './names/resolve-name.js';
import { defaultOutboundSettings, type OutboundSettings } from './outbound-settings.js';
import { ConnectionPool } from './sockets/connection-pool.js';
import { TlsSessions } from './sockets/tls-sessions.js';
import { RecentTargets } from './target/recent-targets.js';

export interface OutboundStats {
  readonly attemptsUnderWay: number;
  readonly idleSockets: number;
}

export interface Outbound {
  readonly stats: OutboundStats;
  /** Rejects only for what no receiver can cause: a closed door, a header that is none. */
  post(request: PostRequest): Promise<PostResult>;
  /** Waits for what is under way, at most `drainMs`, then ends it; resolves when every socket is closed. */
  close(drainMs?: number): Promise<void>;
}

const drainDefaultMs = 10_000;

/** Settings that are not given have their defaults: production's targets and limits. */
export function createOutbound(settings: Partial<OutboundSettings> = {}): Outbound {
  return new Door({ ...defaultOutboundSettings, ...settings });
}

class Door implements Outbound {
  readonly #targets: RecentTargets;
  readonly #parts: AttemptParts;
  readonly #send = createAxiosDoor();
  readonly #underWay = new AttemptsUnderWay();
  #closed = false;
  #drained: () => void = () => undefined;

  constructor(settings: OutboundSettings) {
    this.#targets = new RecentTargets(settings.targetPolicy);
    this.#parts = { settings, pool: createPool(settings) };
  }

  get stats(): OutboundStats {
    return { attemptsUnderWay: this.#underWay.count, idleSockets: this.#parts.pool.idleSockets };
  }

  async post(request: PostRequest): Promise<PostResult> {
    if (this.#closed) throw new Error('post after close');
    const target = this.#targets.check(request.url);
    if (!target.ok) return refusedResult(target.code === 'url_address' ? 'address' : 'url', target.detail);
    const attempt = new Attempt(target, request, this.#parts);
    this.#underWay.add(attempt);
    try {
      return await this.#send(attempt);
    } finally {
      this.#underWay.remove(attempt);
      if (this.#underWay.count === 0) this.#drained();
    }
  }

  async close(drainMs = drainDefaultMs): Promise<void> {
    this.#closed = true;
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    if (this.#underWay.count > 0) await Promise.race([drained, pause(drainMs, undefined, { ref: false })]);
    this.#underWay.abandonAll(new Error('the door was closed'));
    await this.#parts.pool.close();
  }
}

function createPool(settings: OutboundSettings): ConnectionPool {
  const { nameServerTimeoutMs: timeoutMs, nameServers: servers } = settings;
  const names = new NameCache(createResolveName({ timeoutMs, servers }), settings.names);
  const lookup = createGuardedLookup((name) => names.addressesOf(name), settings.targetPolicy);
  return new ConnectionPool({ ...settings, lookup, sessions: new TlsSessions() });
}
