// Lets Nest start and stop the engine with the rest of the service: `app.close()` drains it.
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Engine } from './engine/engine.js';

export class DispatcherStrategy extends Server implements CustomTransportStrategy {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  listen(callback: (error?: unknown) => void): void {
    this.#engine.start().then(() => {
      callback();
    }, callback);
  }

  close(): Promise<void> {
    return this.#engine.stop();
  }

  /** The engine has neither events nor a client of Nest's kind. */
  on(): never {
    throw new Error('the engine emits nothing through Nest');
  }

  unwrap(): never {
    throw new Error('the engine has no client to hand out');
  }
}
