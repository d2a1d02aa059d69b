// The event that every row sends: about 1 KB of data, with the moment it was due in a contact field.
import { writeEvent, type EventAttributes, type WrittenEvent } from '@posthorn/contracts';

export interface BenchEvent {
  readonly accountId: string;
  readonly number: number;
  /** ms since the epoch, fractions allowed; 0: no latency is counted. */
  readonly dueMs: number;
}

const filler = 'The quick brown fox jumps over the lazy dog. '.repeat(16);

/** Which list the event with that number is about: the subscription to that list takes it. */
export type ListOf = (number: number) => number;

/** The lists from 1 to `count`, in turn. */
export const inTurn =
  (count: number): ListOf =>
  (number) =>
    (number % count) + 1;

/** An `update` event of one list. */
export function benchEvent({ accountId, number, dueMs }: BenchEvent, listOf: ListOf): WrittenEvent {
  const id = String(number);
  // Written whole, as all that is made for each event: the load shares the cores with what it measures.
  const attributes: EventAttributes = {
    id: `bench-${id}`,
    source: '/bench',
    type: 'update',
    time: new Date(dueMs || Date.now()).toISOString(),
    subject: id,
    accountId,
    initiatedFrom: 'api',
    initiatedBy: 'api',
    listIds: [String(listOf(number))],
    schemaId: undefined,
    mass: false,
    traceparent: undefined,
  };
  return writeEvent(attributes, {
    contact: {
      id,
      email: `contact-${id}@example.com`,
      first_name: 'Ada',
      last_name: 'Lovelace',
      fields: { 1: String(dueMs), 2: filler },
    },
  });
}
