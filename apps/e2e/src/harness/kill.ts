// What a SIGKILL of a dispatcher in the middle of deliveries may lead to, by the broker's word right after it.
import type { System } from './system.js';
import { BrokerWord } from './broker-word.js';
import type { Subscription } from './customer.js';
import type { DeliveredPost } from './delivered.js';
import type { SentEvent } from './event-writer.js';
import { idOf } from './tally.js';

export type Dispatcher = System['stack']['services']['dispatcher'];

/** What a killed dispatcher worked on: these events, for this subscription, whose receiver took these POSTs. */
export interface Work {
  readonly system: System;
  readonly sent: readonly SentEvent[];
  readonly subscription: Subscription;
  readonly delivered: readonly DeliveredPost[];
}

export interface Kill {
  /** Asked right after it. */
  readonly word: BrokerWord;
  /** POSTs that had come by then, also those on the last breath of the process. */
  readonly delivered: readonly DeliveredPost[];
}

export async function kill(dispatcher: Dispatcher, work: Work): Promise<Kill> {
  await dispatcher.kill();
  const word = await BrokerWord.ask(work.system, work.sent, work.subscription);
  return { word, delivered: [...work.delivered] };
}

/** How often each delivery may be repeated because of one kill: once for each of its incomplete records. */
export function repeatsAllowed({ delivered, word }: Kill): ReadonlyMap<string, number> {
  const done = new Set(delivered.map(idOf));
  return new Map(Array.from(word.incomplete, ([id, records]) => [id, records - (done.has(id) ? 0 : 1)]));
}

/** The broker was further than the receiver. */
export function completeButNotDelivered({ word }: Kill, { delivered }: Work): readonly string[] {
  const done = new Set(delivered.filter(({ answeredAtMs }) => answeredAtMs <= word.atMs).map(idOf));
  return [...word.complete].filter((id) => !done.has(id));
}
