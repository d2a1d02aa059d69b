// Hands a delivery on as another dispatcher would: its event's record, in the first retry tier, for one subscription.
import { parseDurationLabel, writeHandedOn } from '@posthorn/contracts';
import { readTopic, testKafka } from '@posthorn/testing';
import type { Subscription } from './customer.js';
import type { SentEvent } from './event-writer.js';
import { retryTiers, type System } from './system.js';

export interface Handover {
  readonly event: SentEvent;
  readonly subscription: Subscription;
  /** How far the other one's view was. */
  readonly registryOffset: bigint;
}

/** When the delivery is due, ms since the epoch. */
export async function handOn(
  { brokers, topics }: System,
  { event, subscription, registryOffset }: Handover,
): Promise<number> {
  const { topic, partition, offset } = event;
  const records = await readTopic(brokers, topic);
  const record = records.find((each) => each.partition === partition && each.offset === String(offset));
  const [tier] = retryTiers;
  const handedOn = writeHandedOn({
    ...{ subscriptionId: subscription.id, attempts: 1, deferrals: 0, firstHandedOnMs: Date.now() },
    ...{ registryOffset: String(registryOffset), origin: { topic, partition, offset: String(offset) } },
    lastOutcome: 'rejected 503',
  });
  const message = {
    ...{ key: subscription.id, value: record?.value ?? null },
    headers: { ...record?.headers, ...handedOn },
  };
  const producer = testKafka(brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const [answer] = await producer.send({ topic: topics.retry(tier), messages: [message] });
  await producer.disconnect();
  return Number(answer?.logAppendTime) + (parseDurationLabel(tier) ?? 0);
}
