// Keeps one reading of the registry up to date for as long as the process runs: follows the log, asks the broker for
// its end, and begins a new reading when the present one can no longer be trusted.
import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { followLog } from './follow-log.js';
import { freshCalls } from './fresh-calls.js';
import { LogEnd } from './log-end.js';
import { pauseUnlessAborted } from './pause-unless-aborted.js';
import { registryGroupId } from './registry-group.js';
import { RegistryReading, type Finding } from './registry-reading.js';
import type { FetchedRecord } from './registry-record.js';
import type { KeptKind } from './registry-table.js';

export type RegistryProblem =
  | Finding
  /** Reading ended, or hung, and begins again from the same place. */
  | { readonly kind: 'reading_failed'; readonly error: Error }
  /** The broker did not say where the log ends; told once until it answers again. */
  | { readonly kind: 'end_unknown'; readonly error: Error };

export interface RegistryFollowerSettings {
  readonly kafka: Kafka;
  readonly topic: string;
  /** Name of the service; part of the consumer group's name. */
  readonly clientId: string;
  readonly confirmEveryMs: number;
  /** The kinds that this process asks for; of the others it keeps the versions alone. Every kind when absent. */
  readonly keeps?: readonly KeptKind[];
  /** Neither may throw. */
  readonly onProblem: (problem: RegistryProblem) => void;
  readonly onChange: () => void;
}

/** A reading, and the consumer that feeds it. */
interface Lap {
  readonly reading: RegistryReading;
  readonly consumer: AbortController;
}

/** Pause before reading is begun again. */
const followAgainMs = 1_000;
/** An end is awaited and no record has come for so long: the consumer hangs without an error. */
const hangingAfterMs = 30_000;

export class RegistryFollower {
  readonly #settings: RegistryFollowerSettings;
  readonly #logEnd: LogEnd;
  #lap: Lap;
  #loops: Promise<unknown> = Promise.resolve();
  #stopped = false;
  #endUnknown = false;
  /** When a record came, or a consumer began. */
  #movedAtMs = performance.now();

  /** Asks for the log's end, by a request that begins after the call; never rejects. After a stop it asks nothing. */
  readonly ask = freshCalls(() => this.#ask());

  constructor(settings: RegistryFollowerSettings) {
    this.#settings = settings;
    this.#lap = newLap(this.#newReading());
    this.#logEnd = new LogEnd(settings.kafka, settings.topic);
  }

  get reading(): RegistryReading {
    return this.#lap.reading;
  }

  start(): void {
    this.#loops = Promise.all([this.#follow(), this.#confirm()]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#lap.consumer.abort();
    await this.#loops;
    await this.#logEnd.close();
  }

  async #follow(): Promise<void> {
    const { kafka, topic, clientId } = this.#settings;
    while (!this.#stopped) {
      const { reading, consumer } = this.#lap;
      // A group of its own each time: a member that was lost without a word delays a join for a session timeout.
      const groupId = registryGroupId({ topic, clientId, unique: randomUUID() });
      const nextOffset = (): bigint => reading.next;
      const onRecords = (records: readonly FetchedRecord[]): void => {
        this.#take(reading, records);
      };
      try {
        await followLog({ kafka, topic, groupId, nextOffset, onRecords }, consumer.signal);
      } catch (error) {
        this.#settings.onProblem({ kind: 'reading_failed', error: asError(error) });
        await pauseUnlessAborted(followAgainMs, consumer.signal);
      }
    }
  }

  async #confirm(): Promise<void> {
    while (!this.#stopped) {
      const { signal } = this.#lap.consumer;
      await this.ask();
      await pauseUnlessAborted(this.#settings.confirmEveryMs, signal);
    }
  }

  #take(reading: RegistryReading, records: readonly FetchedRecord[]): void {
    this.#movedAtMs = performance.now();
    for (const record of records) {
      const finding = reading.read(record);
      if (finding === undefined) continue;
      if (finding.kind === 'rebuild') {
        this.#rebuild(finding);
        break;
      }
      this.#settings.onProblem(finding);
    }
    this.#settings.onChange();
  }

  async #ask(): Promise<void> {
    if (this.#stopped) return;
    const { reading } = this.#lap;
    const { question } = reading;
    try {
      const answer = await this.#logEnd.ask(question);
      this.#endUnknown = false;
      if (reading !== this.#lap.reading) return;
      const finding = reading.endIs(answer, question);
      if (finding === undefined) this.#restartHanging(answer.askedAtMs);
      else this.#rebuild(finding);
      this.#settings.onChange();
    } catch (error) {
      if (!this.#endUnknown) this.#settings.onProblem({ kind: 'end_unknown', error: asError(error) });
      this.#endUnknown = true;
    }
  }

  #rebuild(finding: RegistryProblem): void {
    this.#settings.onProblem(finding);
    this.#begin(newLap(this.#newReading()));
  }

  #restartHanging(nowMs: number): void {
    const { reading } = this.#lap;
    const stillSinceMs = Math.max(reading.awaitedSinceMs ?? nowMs, this.#movedAtMs);
    if (nowMs - stillSinceMs < hangingAfterMs) return;
    const error = new Error(`No record of the registry came within ${hangingAfterMs} ms`);
    this.#settings.onProblem({ kind: 'reading_failed', error });
    this.#begin(newLap(reading));
  }

  #newReading(): RegistryReading {
    const { keeps } = this.#settings;
    return new RegistryReading(keeps && new Set(keeps));
  }

  /** The former lap's consumer ends; what it still brings is dropped. */
  #begin(lap: Lap): void {
    const former = this.#lap;
    this.#lap = lap;
    this.#movedAtMs = performance.now();
    former.consumer.abort();
  }
}

const newLap = (reading: RegistryReading): Lap => ({ reading, consumer: new AbortController() });

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
