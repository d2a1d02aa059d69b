// Deliveries that stand in other topics than the events': in the retry tiers and among the dead letters.
import { readHandedOn, deadLetterHeaders, formatCoordinates, type HandedOn } from '@posthorn/contracts';
import { readTopic, type ReadRecord } from '@posthorn/testing';
import { retryTiers, type System } from './system.js';

export interface HandedOnRecord extends HandedOn {
  readonly record: ReadRecord;
  readonly topic: string;
}

/** Every record of the retry tiers, also those that were retried since. */
export async function retryRecords({ brokers, topics }: System): Promise<readonly HandedOnRecord[]> {
  const records = retryTiers.map(async (tier) => {
    const topic = topics.retry(tier);
    return (await readTopic(brokers, topic)).map((record) => read(topic, record));
  });
  return (await Promise.all(records)).flat();
}

export interface DeadLetter {
  readonly reason: string | undefined;
  /** `topic/partition/offset` of the event. */
  readonly origin: string | undefined;
  readonly value: Buffer | null;
}

export async function deadLetters({ brokers, topics }: System): Promise<readonly DeadLetter[]> {
  const records = await readTopic(brokers, topics.deadLetters);
  return records.map(({ headers, value }) => ({
    reason: headers[deadLetterHeaders.reason],
    origin: headers['posthorn-origin'],
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
