// Mends one thing in kafkajs 2.2.4: a consumer waits equally long for every fetch that finds nothing. What has nothing to
// do may wait long: a record that comes is answered at once. What has something to resume must not, since a fetch under
// way knows nothing of what is resumed meanwhile; nor what is at work: kafkajs sends heartbeats between fetches only, and
// members that join wait for one. `patient-fetch.spec.ts` fails when kafkajs changes.
import { createRequire } from 'node:module';

/** The part of kafkajs's ConsumerGroup that is mended. */
interface ConsumerGroup {
  readonly cluster: object;
  /** How long a fetch waits, ms; and how long kafkajs sleeps when everything is paused. */
  maxWaitTime: number;
  fetch: (this: ConsumerGroup, nodeId: string) => Promise<unknown>;
}

interface ConsumerGroupClass {
  readonly prototype: ConsumerGroup;
}

interface Patience {
  readonly isIdle: () => boolean;
  /** As the consumer was made with. */
  waitMs: number | undefined;
}

export const consumerGroupModule = 'kafkajs/src/consumer/consumerGroup.js';

/** Half of the heartbeats' interval: kafkajs sends none while it waits. */
export const patientWaitMs = 1_000;

const patience = new WeakMap<object, Patience>();
let isMended = false;

/** The consumer of this cluster waits long for fetches that begin while it is idle. */
export function waitLongWhile(cluster: object, isIdle: () => boolean): void {
  patience.set(cluster, { isIdle, waitMs: undefined });
}

/** Idempotent. */
export function fetchPatiently(): void {
  if (isMended) return;
  isMended = true;
  const { prototype } = createRequire(import.meta.url)(consumerGroupModule) as ConsumerGroupClass;
  const { fetch } = prototype;
  prototype.fetch = function (nodeId) {
    this.maxWaitTime = waitMsOf(this);
    return fetch.call(this, nodeId);
  };
}

export function waitMsOf({ cluster, maxWaitTime }: Pick<ConsumerGroup, 'cluster' | 'maxWaitTime'>): number {
  const consumer = patience.get(cluster);
  if (consumer === undefined) return maxWaitTime;
  consumer.waitMs ??= maxWaitTime;
  return consumer.isIdle() ? Math.max(consumer.waitMs, patientWaitMs) : consumer.waitMs;
}
