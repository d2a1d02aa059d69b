// The connections to every origin. Busy ones are not limited here, per origin or at all: tenants share hosts, and
// the dispatcher's lanes limit what is under way. Idle ones are: the longest idle goes first.
import { Connection, type ConnectionSettings } from './connection.js';

export interface ConnectionPoolSettings extends ConnectionSettings {
  readonly idleSocketsMax: number;
}

export class ConnectionPool {
  readonly #settings: ConnectionPoolSettings;
  /** The longest idle first. */
  readonly #idle = new Set<Connection>();
  readonly #idleByOrigin = new Map<string, Connection[]>();
  readonly #ending = new Set<Promise<unknown>>();

  constructor(settings: ConnectionPoolSettings) {
    this.#settings = settings;
  }

  get idleSockets(): number {
    return this.#idle.size;
  }

  /** The connection of this origin that was used last, so that spare ones run out; a new one when all are busy. */
  take(origin: string): Connection {
    const connection = this.#idleByOrigin.get(origin)?.pop();
    if (!connection) return new Connection(origin, this.#settings, this.#forget);
    this.#idle.delete(connection);
    return connection;
  }

  /** Gives back a connection whose answer was read to its end. */
  release(connection: Connection): void {
    this.#idle.add(connection);
    const sameOrigin = this.#idleByOrigin.get(connection.origin);
    if (sameOrigin) sameOrigin.push(connection);
    else this.#idleByOrigin.set(connection.origin, [connection]);
    if (this.#idle.size > this.#settings.idleSocketsMax) this.#endLongestIdle();
  }

  /** Ends a connection that cannot be used again. */
  drop(connection: Connection, reason: Error): void {
    const ended = connection.destroy(reason).finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  /** Ends the idle connections; resolves when these and all dropped ones are closed. */
  async close(): Promise<void> {
    for (const connection of this.#idle) this.#end(connection);
    await Promise.all(this.#ending);
  }

  #endLongestIdle(): void {
    const [longest] = this.#idle;
    if (longest) this.#end(longest);
  }

  #end(connection: Connection): void {
    this.#forget(connection);
    this.drop(connection, new Error('idle'));
  }

  readonly #forget = (connection: Connection): void => {
    if (!this.#idle.delete(connection)) return;
    const sameOrigin = this.#idleByOrigin.get(connection.origin) ?? [];
    sameOrigin.splice(sameOrigin.indexOf(connection), 1);
    if (sameOrigin.length === 0) this.#idleByOrigin.delete(connection.origin);
  };
}
