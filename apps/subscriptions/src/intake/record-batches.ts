// Takes the records of a consumer to work that wants several at once, such as a transaction. They wait in a queue, are
// worked off in their order, and are complete when the work says so; work that throws is done again, for ever. So
// nothing is committed to Kafka that the work has not kept.
import type { ConsumedRecord, Hold, RecordHandler, RecordPlace } from '@posthorn/kafka';
import { backoffMs } from '../relay/backoff.js';
import { Bell } from '../relay/bell.js';

export interface BatchWork<T> {
  /** What the record is to the work; `undefined`: nothing, it is complete. Must not throw, nor keep the record. */
  readonly read: (record: ConsumedRecord) => T | undefined;
  /** Answers the items that must wait for a later round. What was done before is done again after a crash. */
  readonly work: (items: readonly T[]) => Promise<ReadonlySet<T>>;
  /** The work threw, and is done again; must not throw. */
  readonly failed: (error: unknown) => void;
}

interface Waiting<T> {
  readonly item: T;
  readonly place: Pick<RecordPlace, 'complete'>;
}

const atOnceMax = 500;
/** At this many reading pauses; what was fetched by then still comes. */
const queuedMax = 2_000;
const idleMs = 60_000;
/** When every item had to wait. */
const laterMs = 100;
/** A round may take so long after a stop; then its records are left to the next process. */
const stopWithinMs = 5_000;

export class RecordBatches<T> implements RecordHandler {
  readonly #work: BatchWork<T>;
  readonly #queue: Waiting<T>[] = [];
  readonly #bell = new Bell();
  readonly #stopping = new AbortController();
  #room: Room | undefined;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(work: BatchWork<T>) {
    this.#work = work;
  }

  admit(): Hold | undefined {
    if (this.#queue.length < queuedMax) return undefined;
    this.#room ??= newRoom();
    return { reason: 'back-pressure', until: this.#room.until };
  }

  take(record: ConsumedRecord, place: Pick<RecordPlace, 'complete'>): void {
    const item = this.#work.read(record);
    if (item === undefined) {
      place.complete();
      return;
    }
    this.#queue.push({ item, place });
    this.#bell.ring();
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Lets the round under way end; what waits stays incomplete. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const stopped = new AbortController();
    await Promise.race([this.#running, new Bell().next(stopWithinMs, stopped.signal)]);
    stopped.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#queue.length === 0) await this.#bell.next(idleMs, signal);
      else await new Bell().next(await this.#round(), signal);
    }
  }

  /** How long to pause before the next, ms. */
  async #round(): Promise<number> {
    const batch = this.#queue.slice(0, atOnceMax);
    try {
      const later = await this.#work.work(batch.map(({ item }) => item));
      this.#failures = 0;
      this.#end(batch, later);
      return later.size === batch.length ? laterMs : 0;
    } catch (error) {
      this.#failures += 1;
      this.#work.failed(error);
      return backoffMs(this.#failures);
    }
  }

  #end(batch: readonly Waiting<T>[], later: ReadonlySet<T>): void {
    const waiting = batch.filter(({ item }) => later.has(item));
    this.#queue.splice(0, batch.length, ...waiting);
    for (const { item, place } of batch) if (!later.has(item)) place.complete();
    if (this.#queue.length >= queuedMax) return;
    this.#room?.open();
    this.#room = undefined;
  }
}

interface Room {
  readonly until: Promise<void>;
  readonly open: () => void;
}

function newRoom(): Room {
  let open = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { until, open };
}
