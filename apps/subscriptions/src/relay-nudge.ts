// Wakes the relay when a transaction with outbox rows was committed, and wakes waiting requests when the relay had
// its acknowledgement: Postgres LISTEN/NOTIFY, so that it works between processes. A nudge can be lost (the
// connection was away): it shortens a wait and must never be the only reason to look.
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** Injection token: `postgres://…` of the database that nudges come from. */
export const nudgeDatabaseUrl = Symbol('nudgeDatabaseUrl');

/** `outbox`: rows to publish were committed. `published`: the relay has marked rows as published. */
export type Nudge = 'outbox' | 'published';

/** The channels of Postgres behind the nudges. */
export const nudgeChannels: Readonly<Record<Nudge, string>> = {
  outbox: 'posthorn_outbox',
  published: 'posthorn_published',
};
const reconnectDelayMs = 1_000;
/** A connection that only listens finds out by keep-alive that its other end is gone. */
const connection = {
  application_name: 'posthorn-relay-nudge',
  connectionTimeoutMillis: 3_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
};

/** Nudges the listeners of every process when the caller's transaction commits, and only then. */
export async function nudge(manager: EntityManager, what: Nudge): Promise<void> {
  await manager.query('SELECT pg_notify($1, $2)', [nudgeChannels[what], '']);
}

@Injectable()
export class RelayNudge implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners: Readonly<Record<Nudge, Set<() => void>>> = {
    outbox: new Set(),
    published: new Set(),
  };
  private client: pg.Client | undefined;
  private reconnection: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(@Inject(nudgeDatabaseUrl) private readonly url: string) {}

  /** Calls the listener, which must not throw, at each nudge and after each reconnection; answers how to stop. */
  on(what: Nudge, listener: () => void): () => void {
    this.listeners[what].add(listener);
    return () => this.listeners[what].delete(listener);
  }

  /** Resolves at the next nudge, or when the signal is aborted. */
  next(what: Nudge, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        stop();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const stop = this.on(what, end);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    });
  }

  onModuleInit(): void {
    this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.reconnection);
    await this.client?.end();
  }

  private connect(): void {
    const client = new pg.Client({ ...connection, connectionString: this.url });
    const lost = (): void => {
      this.reconnectLater(client);
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ channel }) => {
      this.wake(channel === nudgeChannels.outbox ? 'outbox' : 'published');
    });
    this.client = client;
    client.connect((error: Error | null) => {
      if (error === null) this.listen(client, lost);
      else lost();
    });
  }

  private listen(client: pg.Client, lost: () => void): void {
    client.query(
      `LISTEN ${nudgeChannels.outbox}; LISTEN ${nudgeChannels.published}`,
      (error: Error | null) => {
        if (error === null) this.wakeAll();
        else lost();
      },
    );
  }

  /** Nudges may have been missed while there was no connection. */
  private wakeAll(): void {
    this.wake('outbox');
    this.wake('published');
  }

  private wake(what: Nudge): void {
    for (const listener of this.listeners[what]) listener();
  }

  private reconnectLater(client: pg.Client): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.reconnection = setTimeout(() => {
      this.connect();
    }, reconnectDelayMs);
  }
}
