// The dispatcher's engine: consumers → handlers → lanes → attempts → settlement. Plain TypeScript that a test can
// start and stop without Nest. How the parts are made stands in `parts.ts`; here is when they start and stop.
import type { RegistryView } from '@posthorn/kafka';
import type { Delivery } from '../delivery/delivery.js';
import { drained } from './drained.js';
import type { EngineOptions } from './engine-options.js';
import { LoopTime } from './loop-time.js';
import { makeParts, type EngineParts } from './parts.js';

const sweepEveryMs = 200;
const reportEveryMs = 30_000;
const retentionEveryMs = 5_000;
const formerTiersEveryMs = 60_000;
const partitionsMax = 100;
/** Of the 25 s that a process has to end, the rest is for commits and leaving the groups. */
const drainWithinMs = 18_000;
/** Longer only without Kafka, and then nothing can be committed either. */
const secondLooksWithinMs = 2_000;

export class Engine {
  readonly #parts: EngineParts;
  readonly #metrics: EngineOptions['metrics'];
  readonly #logger: EngineOptions['logger'];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #loopTime = new LoopTime();
  #warnedOf = 0;

  constructor(options: EngineOptions) {
    this.#parts = makeParts(options);
    this.#metrics = options.metrics;
    this.#logger = options.logger;
  }

  get viewState(): RegistryView['state'] {
    return this.#parts.view.state;
  }

  /** Whether every consumer has joined its group. */
  get joined(): boolean {
    return this.#parts.consumers.every(({ joined }) => joined);
  }

  /** Connects and begins to read; rejects when no broker answers. */
  async start(): Promise<void> {
    const { view, producers, consumers, reports, retention, formerTiers } = this.#parts;
    const { lanes, load, places } = this.#parts;
    view.start();
    await Promise.all(producers.map((producer) => producer.start()));
    this.#every(sweepEveryMs, () => {
      const elapsed = this.#loopTime.next();
      load.learn({ ...elapsed, awaiting: lanes.look(elapsed.elapsedMs) });
      places.learn(elapsed.isSaturated);
      lanes.sweep();
      this.#measure();
    });
    this.#every(reportEveryMs, () => {
      reports.tell({
        laneOf: (id) => lanes.laneOf(id),
        subscriptionOf: (id) => view.subscription(id),
      });
    });
    this.#every(retentionEveryMs, () => {
      retention.look(consumers.map(({ incompleteSince }) => incompleteSince));
    });
    this.#every(formerTiersEveryMs, () => {
      formerTiers.tellEmpty().catch((error: unknown) => {
        this.#logger.warn({ err: error }, 'former retry tiers cannot be looked at; trying again');
      });
    });
    await Promise.all(consumers.map((consumer) => consumer.start()));
  }

  /**
   * Stops reading, lets what has begun end or be handed on, commits, leaves the groups. Events of which nothing has
   * begun stay uncommitted, and whoever owns their partitions next delivers them.
   */
  async stop(): Promise<void> {
    const { view, producers, consumers, lanes, handOn, secondLooks, outbound, stopping } = this.#parts;
    for (const consumer of consumers) consumer.stopReading();
    this.#handOnHalfDone(lanes.stop());
    await drained(() => lanes.inFlightCount === 0 && handOn.pendingCount === 0, drainWithinMs);
    await drained(() => secondLooks.pendingCount === 0 && handOn.pendingCount === 0, secondLooksWithinMs);
    handOn.abandon();
    stopping.abort();
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await Promise.all([view.stop(), outbound.close(), ...producers.map((producer) => producer.stop())]);
  }

  /** What waits of an event that others have already got is handed on: read again, they would get it twice. */
  #handOnHalfDone(waiting: readonly Delivery[]): void {
    for (const delivery of waiting) {
      if (delivery.event.isTouched) this.#parts.unsent.defer(delivery, { waitMs: 0 });
    }
  }

  #every(intervalMs: number, action: () => void): void {
    this.#timers.push(setInterval(action, intervalMs));
  }

  /** Every fetch names every partition, and the broker looks at each: with many, latency grows steeply. */
  #warnOfManyPartitions(): void {
    const owned = this.#parts.consumers.reduce((sum, { ownedCount }) => sum + ownedCount, 0);
    if (owned > partitionsMax && this.#warnedOf < owned) {
      this.#logger.warn(
        { partitions: owned },
        `one dispatcher should own at most ${partitionsMax} partitions: start more`,
      );
    }
    this.#warnedOf = Math.max(this.#warnedOf, owned);
  }

  #measure(): void {
    const { lanes, load, places, consumers } = this.#parts;
    const { inMemory, partitions, partitionsPaused } = this.#metrics;
    inMemory.set({ what: 'deliveries' }, load.deliveries);
    inMemory.set({ what: 'deliveries_max' }, load.deliveriesMax);
    inMemory.set({ what: 'bytes' }, load.bytes);
    inMemory.set({ what: 'queued' }, lanes.queuedCount);
    inMemory.set({ what: 'in_flight' }, lanes.inFlightCount);
    inMemory.set({ what: 'in_flight_brief_max' }, places.brief);
    inMemory.set({ what: 'lanes' }, lanes.laneCount);
    this.#warnOfManyPartitions();
    for (const { groupId: consumer, ownedCount, pausedCount } of consumers) {
      partitions.set({ consumer }, ownedCount);
      partitionsPaused.set({ consumer }, pausedCount);
    }
  }
}
