// Puts events into Kafka: a backlog as fast as it goes, or an open loop, in which an event is due by the clock
// whether or not the ones before it have got through.
import { setTimeout as wait } from 'node:timers/promises';
import { createKafka } from '@posthorn/kafka';
import { benchEvent, type ListOf } from './bench-event.js';

export interface Load {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly accountId: string;
  readonly listOf: ListOf;
}

const batchSize = 500;
/** Between two sends; what is due meanwhile goes with the next one, and is late by that. */
const tickMs = 1;

type Producer = ReturnType<ReturnType<typeof createKafka>['producer']>;

/** `count` events, acknowledged when it resolves. */
export async function produceBacklog(load: Load, count: number): Promise<void> {
  await withProducer(load, async (producer) => {
    for (let from = 0; from < count; from += batchSize) {
      const size = Math.min(batchSize, count - from);
      const messages = Array.from({ length: size }, (_, index) =>
        toMessage(benchEvent({ accountId: load.accountId, number: from + index, dueMs: 0 }, load.listOf)),
      );
      await producer.send({ topic: load.topic, acks: -1, messages });
    }
  });
}

export interface OpenLoop {
  readonly perSecond: number;
  readonly seconds: number;
  /** Number of the first event. */
  readonly from: number;
  /** Whether the receivers count their latency. */
  readonly isTimed: boolean;
}

/** Events at a steady rate; answers how many were sent. One send in flight, so that a slow broker delays, not drops. */
export function produceSteadily(
  load: Load,
  { perSecond, seconds, from, isTimed }: OpenLoop,
): Promise<number> {
  return withProducer(load, async (producer) => {
    const beganMs = performance.now();
    const total = perSecond * seconds;
    let sent = 0;
    while (sent < total) {
      const due = Math.min(total, Math.floor(((performance.now() - beganMs) / 1_000) * perSecond));
      const messages = Array.from({ length: due - sent }, (_, index) => {
        const dueMs = performance.timeOrigin + beganMs + ((sent + index) * 1_000) / perSecond;
        const event = { accountId: load.accountId, number: from + sent + index, dueMs: isTimed ? dueMs : 0 };
        return toMessage(benchEvent(event, load.listOf));
      });
      if (messages.length > 0) await producer.send({ topic: load.topic, acks: -1, messages });
      sent = due;
      await wait(tickMs);
    }
    return total;
  });
}

const toMessage = ({ key, headers, value }: ReturnType<typeof benchEvent>) => ({
  key,
  headers: { ...headers },
  value,
});

async function withProducer<T>(load: Load, work: (producer: Producer) => Promise<T>): Promise<T> {
  const producer = createKafka({ brokers: load.brokers, clientId: 'posthorn-bench' }).producer();
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}
