// What an AsyncResource binds, made without more. Node 20 gives each such function accessors of its own, and with them a
// shape that lives in V8's old generation and keeps what the function refers to until the next full garbage
// collection. Fastify binds one for each body: nearly a third of what Fastify takes, and every request became old.
import { AsyncResource } from 'node:async_hooks';

/** As Node's own, but for the properties `asyncResource`, which is deprecated, and `length`. Idempotent. */
export function bindPlainly(): void {
  AsyncResource.prototype.bind = bind as AsyncResource['bind'];
}

function bind(this: AsyncResource, bound: (...args: unknown[]) => unknown, thisArg?: unknown) {
  if (typeof bound !== 'function') throw new TypeError('Only a function can be bound');
  const run = (receiver: unknown, args: unknown[]): unknown =>
    this.runInAsyncScope(bound, thisArg === undefined ? receiver : thisArg, ...args);
  return function inScope(this: unknown, ...args: unknown[]): unknown {
    return run(this, args);
  };
}
