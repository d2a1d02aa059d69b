// Deliveries that stand in other topics than the events': in the retry tiers and among the dead letters.
import {
  deadLetterHeaders,
  formatCoordinates,
  handedOnHeaders,
  readHandedOn,
  type HandedOn,
} from '@posthorn/contracts';
import { readTopic, type ReadRecord } from '@posthorn/testing';
import type { System } from './system.js';

export interface HandedOnRecord extends HandedOn {
  readonly record: ReadRecord;
  readonly topic: string;
}

/** Every record of the retry tiers, also those that were retried since. */
export const retryRecords = ({ brokers, tiers, topics }: System): Promise<readonly HandedOnRecord[]> =>
  handedOnRecords(
    brokers,
    tiers.map((tier) => topics.retry(tier)),
  );

/** Every record of such topics. */
export async function handedOnRecords(
  brokers: readonly string[],
  topics: readonly string[],
): Promise<readonly HandedOnRecord[]> {
  const records = topics.map(async (topic) =>
    (await readTopic(brokers, topic)).map((record) => read(topic, record)),
  );
  return (await Promise.all(records)).flat();
}

export interface DeadLetter {
  readonly reason: string | undefined;
  /** `undefined` where it is no delivery, but a record that nobody can read. */
  readonly subscriptionId: string | undefined;
  /** ms since the epoch; NaN where it is no delivery. */
  readonly firstHandedOnMs: number;
  /** `topic/partition/offset` of the event. */
  readonly origin: string | undefined;
  readonly value: Buffer | null;
}

export async function deadLetters({ brokers, topics }: System): Promise<readonly DeadLetter[]> {
  const records = await readTopic(brokers, topics.deadLetters);
  return records.map(({ headers, value }) => ({
    reason: headers[deadLetterHeaders.reason],
    subscriptionId: headers[handedOnHeaders.subscription],
    firstHandedOnMs: Number(headers[handedOnHeaders.firstHandedOn]),
    origin: headers[handedOnHeaders.origin],
    value,
  }));
}

/** `topic/partition/offset` of an event, as a record of it names it. */
export const originOf = ({ topic, partition, offset }: Origin): string =>
  formatCoordinates({ topic, partition, offset: String(offset) });

interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number | string;
}

function read(topic: string, record: ReadRecord): HandedOnRecord {
  const handedOn = readHandedOn(record.headers);
  if ('fault' in handedOn) throw new Error(`${topic}: ${handedOn.fault}`);
  return { ...handedOn, record, topic };
}
