// The broker's word on every delivery of one subscription: which are complete, so that no dispatcher will ever make
// them again, and how many records still ask for each of the others.
import { eventually } from '@posthorn/testing';
import type { Subscription } from './customer.js';
import { Committed } from './committed.js';
import type { SentEvent } from './event-writer.js';
import { handedOnRecords } from './handed-on.js';
import type { System } from './system.js';
import { deliveryId } from './tally.js';

export class BrokerWord {
  private constructor(
    /** When the broker had answered, ms since the epoch. */
    readonly atMs: number,
    /** Incomplete records by delivery: the event's own, and those that were handed on. */
    readonly incomplete: ReadonlyMap<string, number>,
    /** The deliveries of all other events that were sent before the broker was asked. */
    readonly complete: ReadonlySet<string>,
  ) {}

  /**
   * Asks for the commits of the events first, for those of the topics to hand on then, and for their records last: what
   * is handed on meanwhile counts as incomplete, and nothing that is incomplete counts as complete.
   */
  static async ask(
    system: System,
    sent: readonly SentEvent[],
    subscription: Subscription,
  ): Promise<BrokerWord> {
    const known = [...sent];
    const incomplete = new Map<string, number>();
    const add = (id: string): void => {
      incomplete.set(id, (incomplete.get(id) ?? 0) + 1);
    };
    const idOf = (event: Pick<SentEvent, 'id' | 'source'>): string => deliveryId(event, subscription);
    for (const event of await incompleteEvents(system, known)) add(idOf(event));
    for (const event of await incompleteHandedOn(system, subscription)) add(idOf(event));
    const complete = known.map(idOf).filter((id) => !incomplete.has(id));
    return new BrokerWord(Date.now(), incomplete, new Set(complete));
  }
}

/** Resolves when the broker counts every delivery of these events to these subscriptions as complete. */
export async function untilComplete(
  system: System,
  sent: readonly SentEvent[],
  ...subscriptions: readonly Subscription[]
): Promise<void> {
  for (const each of subscriptions) {
    await eventually(async () => (await BrokerWord.ask(system, sent, each)).incomplete.size === 0, {
      timeoutMs: 60_000,
      intervalMs: 100,
      what: `${sent.length} events complete by the broker’s word`,
    });
  }
}

async function incompleteEvents(
  { brokers, groupId }: System,
  sent: readonly SentEvent[],
): Promise<readonly SentEvent[]> {
  const [topic] = new Set(sent.map((event) => event.topic));
  if (topic === undefined) return [];
  const committed = await Committed.ask(brokers, { groupId, topic });
  return sent.filter((event) => !committed.has(event));
}

async function incompleteHandedOn(
  system: System,
  subscription: Subscription,
): Promise<readonly Pick<SentEvent, 'id' | 'source'>[]> {
  const { brokers, groupId, tiers, topics } = system;
  const groups = [
    ...tiers.map((tier) => ({ groupId: `${groupId}.retries`, topic: topics.retry(tier) })),
    { groupId: `${groupId}.paced`, topic: topics.paced },
  ];
  const committed = new Map<string, Committed>();
  for (const group of groups) committed.set(group.topic, await Committed.ask(brokers, group));
  const records = await handedOnRecords(brokers, [...committed.keys()]);
  return records
    .filter(({ subscriptionId }) => subscriptionId === subscription.id)
    .filter(({ topic, record: { partition, offset } }) => {
      return committed.get(topic)?.has({ partition, offset: Number(offset) }) !== true;
    })
    .map(({ record: { headers } }) => ({ id: headers.ce_id ?? '', source: headers.ce_source ?? '' }));
}
