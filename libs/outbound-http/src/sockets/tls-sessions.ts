// TLS sessions by target, so that a socket that is opened again needs no full handshake.

const sessionsMax = 2_000;

export class TlsSessions {
  readonly #sessions = new Map<string, Buffer>();

  get(target: string): Buffer | undefined {
    return this.#sessions.get(target);
  }

  keep(target: string, session: Buffer): void {
    this.#sessions.delete(target);
    this.#sessions.set(target, session);
    if (this.#sessions.size <= sessionsMax) return;
    const [oldest = target] = this.#sessions.keys();
    this.#sessions.delete(oldest);
  }
}
