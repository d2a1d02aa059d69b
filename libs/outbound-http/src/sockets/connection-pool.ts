// The connections to every origin. Busy ones are not limited here, per origin or at all: tenants share hosts, and
// the dispatcher's lanes limit what is under way. Idle ones are: the longest idle goes first.
import { Connection, type ConnectionSettings } from './connection.js';

export interface ConnectionPoolSettings extends ConnectionSettings {
  readonly idleSocketsMax: number;
}

export class ConnectionPool {
  readonly #settings: ConnectionPoolSettings;
  /** By origin, the longest idle first. */
  readonly #idle = new Map<string, Connection[]>();
  #idleCount = 0;
  #releases = 0;
  readonly #ending = new Set<Promise<unknown>>();

  constructor(settings: ConnectionPoolSettings) {
    this.#settings = settings;
  }

  get idleSockets(): number {
    return this.#idleCount;
  }

  /** The connection of this origin that was used last, so that spare ones run out; a new one when all are busy. */
  take(origin: string): Connection {
    const connection = this.#idle.get(origin)?.pop();
    if (!connection) return new Connection(origin, this.#settings, this.#forget);
    this.#idleCount -= 1;
    return connection;
  }

  /** Gives back a connection whose answer was read to its end. */
  release(connection: Connection): void {
    this.#releases += 1;
    connection.releasedAs = this.#releases;
    this.#idleCount += 1;
    const sameOrigin = this.#idle.get(connection.origin);
    if (sameOrigin) sameOrigin.push(connection);
    else this.#idle.set(connection.origin, [connection]);
    if (this.#idleCount > this.#settings.idleSocketsMax) this.#endLongestIdle();
  }

  /** Ends a connection that cannot be used again. */
  drop(connection: Connection, reason: Error): void {
    const ended = connection.destroy(reason).finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  /** Ends the idle connections; resolves when these and all dropped ones are closed. */
  async close(): Promise<void> {
    for (const connection of [...this.#idle.values()].flat()) this.#end(connection);
    await Promise.all(this.#ending);
  }

  /** Goes over the origins, 20 µs with 2,000 of them: beside a connection that was opened it costs little. */
  #endLongestIdle(): void {
    let longest: Connection | undefined;
    for (const [first] of this.#idle.values())
      if (first && first.releasedAs < (longest?.releasedAs ?? Infinity)) longest = first;
    if (longest) this.#end(longest);
  }

  #end(connection: Connection): void {
    this.#forget(connection);
    this.drop(connection, new Error('idle'));
  }

  /** Of a busy one nothing is known here. */
  readonly #forget = (connection: Connection): void => {
    const sameOrigin = this.#idle.get(connection.origin) ?? [];
    const place = sameOrigin.indexOf(connection);
    if (place >= 0) {
      sameOrigin.splice(place, 1);
      this.#idleCount -= 1;
    }
    if (sameOrigin.length === 0) this.#idle.delete(connection.origin);
  };
}
