// The relay: brings every change of the database to the topic `registry`, and everything when that is due. One relay
// works at a time, whichever process has the lock; the others stand by. What fails is tried again, for ever.
import type { DurableProducer, RegistryView } from '@posthorn/kafka';
import type { DataSource } from 'typeorm';
import { backoffMs } from './backoff.js';
import { Bell } from './bell.js';
import { EffectiveTimes } from './effective-times.js';
import { fullPublishDue, type FullPublishReason } from './full-publish-due.js';
import { publishEverything } from './full-publish.js';
import { backlog, deletePublished, type Backlog } from './outbox.js';
import { changesAtOnceMax, publishChanges, type Publisher } from './publish-changes.js';
import { readRegistryState, type RegistryState } from './registry-state.js';
import type { RegistryTopic } from './registry-topic.js';
import { RelaySession } from './relay-session.js';

/** `standby`: another relay has the lock. `failing`: Kafka or the database is away; tried again. */
export type RelayPhase = 'starting' | 'standby' | 'relaying' | 'failing' | 'stopped';

export interface RelayEvents {
  readonly published: (changes: number) => void;
  readonly publishedEverything: (reason: FullPublishReason, rows: number) => void;
  readonly failed: (error: unknown) => void;
  readonly looked: (backlog: Backlog) => void;
}

export interface RelayParts {
  /** Of the database; the relay has a connection of its own. */
  readonly url: string;
  readonly dataSource: DataSource;
  /** Followed and stopped by its owner. */
  readonly view: RegistryView;
  readonly producer: DurableProducer;
  readonly topic: RegistryTopic;
  /** None may throw. */
  readonly events: RelayEvents;
}

const pollMs = 1_000;
const lockPollMs = 1_000;
const confirmWithinMs = 2_000;
const tidyEveryMs = 60_000;
/** What is under way may take so long after a stop; then it is left to the next relay. */
const stopWithinMs = 5_000;

export class RegistryRelay {
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private readonly effectiveTimes = new EffectiveTimes();
  private running: Promise<void> = Promise.resolve();
  private tidiedAtMs = 0;
  private failures = 0;
  private since: { readonly phase: RelayPhase; readonly atMs: number } = {
    phase: 'starting',
    atMs: Date.now(),
  };

  constructor(private readonly parts: RelayParts) {}

  /** What it does, and since when. */
  get standing(): { readonly phase: RelayPhase; readonly atMs: number } {
    return this.since;
  }

  start(): void {
    this.running = this.run();
  }

  /** Something was committed: look now. */
  nudge(): void {
    this.bell.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const stopped = new AbortController();
    await Promise.race([this.running, new Bell().next(stopWithinMs, stopped.signal)]);
    stopped.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.relay();
      } catch (error) {
        this.failures += 1;
        this.enter('failing');
        this.parts.events.failed(error);
        await new Bell().next(backoffMs(this.failures), signal);
      }
    }
    this.enter('stopped');
  }

  /** One session: waits for the lock, then relays until it is stopped or something fails. */
  private async relay(): Promise<void> {
    const { signal } = this.stopping;
    const session = await RelaySession.open(this.parts.url);
    try {
      while (!(await session.tryLock())) {
        this.enter('standby');
        await new Bell().next(lockPollMs, signal);
        if (signal.aborted) return;
      }
      await this.parts.producer.start();
      while (!signal.aborted) await this.round(session);
    } finally {
      await session.close();
    }
  }

  private async round(session: RelaySession): Promise<void> {
    const publisher = { session, topic: this.parts.topic, effectiveTimes: this.effectiveTimes };
    await this.publishEverythingWhenDue(publisher);
    const { length: published } = await publishChanges(publisher);
    this.parts.events.published(published);
    await this.tidy(session);
    this.failures = 0;
    this.enter('relaying');
    if (published < changesAtOnceMax) await this.bell.next(pollMs, this.stopping.signal);
  }

  /** Only a view that is at the topic's end can tell; until then changes alone are published. */
  private async publishEverythingWhenDue(publisher: Publisher): Promise<void> {
    const state = await readRegistryState(publisher.session);
    if (this.due(state) === undefined || !(await this.parts.view.confirmEnd(confirmWithinMs))) return;
    const reason = this.due(state);
    if (reason === undefined) return;
    const { dataSource, view } = this.parts;
    const rows = await publishEverything({ ...publisher, dataSource, view, databaseId: state.databaseId });
    this.parts.events.publishedEverything(reason, rows);
  }

  private due(state: RegistryState): FullPublishReason | undefined {
    const { sentinel, outOfOrder } = this.parts.view;
    return fullPublishDue({ state, sentinel, outOfOrder: outOfOrder.size, nowMs: Date.now() });
  }

  private async tidy(session: RelaySession): Promise<void> {
    this.parts.events.looked(await backlog(session));
    if (Date.now() - this.tidiedAtMs < tidyEveryMs) return;
    await deletePublished(session);
    this.tidiedAtMs = Date.now();
  }

  private enter(phase: RelayPhase): void {
    if (this.since.phase !== phase) this.since = { phase, atMs: Date.now() };
  }
}
