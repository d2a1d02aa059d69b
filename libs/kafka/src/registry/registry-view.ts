// A process's view of the registry: accounts, tokens, subscriptions, connections and schemas in memory, and whether
// they can be trusted now (`state`). What a consumer does while they cannot is the consumer's.
import type {
  AccountRecord,
  ConnectionRecord,
  SchemaRecord,
  SentinelRecord,
  TokenRecord,
} from '@posthorn/contracts';
import { ChangeSignal } from './change-signal.js';
import { RegistryFollower, type RegistryFollowerSettings } from './registry-follower.js';
import type { KnownKey } from './registry-table.js';
import type { ViewedSubscription } from './viewed-subscription.js';

/**
 * `loading`: no full publish was read to its end, or the log's end was not reached yet; nothing may be matched.
 * `complete`: everything is there up to an end that the broker told lately.
 * `stale`: it was complete, and the broker has told no end since `staleAfterMs`.
 */
export type RegistryViewState = 'loading' | 'complete' | 'stale';

export interface RegistryViewSettings extends Omit<RegistryFollowerSettings, 'confirmEveryMs' | 'onChange'> {
  /** Default 2,000. */
  readonly confirmEveryMs?: number;
  /** Default 10,000. */
  readonly staleAfterMs?: number;
}

export class RegistryView {
  readonly #follower: RegistryFollower;
  readonly #changes = new ChangeSignal();
  readonly #staleAfterMs: number;
  #staleTimer: NodeJS.Timeout | undefined;

  constructor({ staleAfterMs = 10_000, confirmEveryMs = 2_000, ...settings }: RegistryViewSettings) {
    this.#staleAfterMs = staleAfterMs;
    this.#follower = new RegistryFollower({
      ...settings,
      confirmEveryMs,
      onChange: () => {
        this.#changed();
      },
    });
  }

  /** Begins to read and returns; an absent topic or broker is waited for. */
  start(): void {
    this.#follower.start();
  }

  async stop(): Promise<void> {
    await this.#follower.stop();
    clearTimeout(this.#staleTimer);
  }

  get state(): RegistryViewState {
    const { sentinel, confirmed } = this.#follower.reading;
    if (sentinel === undefined || confirmed === undefined) return 'loading';
    return performance.now() - confirmed.askedAtMs > this.#staleAfterMs ? 'stale' : 'complete';
  }

  /** Highest offset read; -1 before the first. */
  get offset(): bigint {
    return this.#follower.reading.next - 1n;
  }

  /** The last full publish that was read to its end. */
  get sentinel(): SentinelRecord | undefined {
    return this.#follower.reading.sentinel;
  }

  account(id: string): AccountRecord | undefined {
    return this.#follower.reading.table.account(id);
  }

  subscription(id: string): ViewedSubscription | undefined {
    return this.#follower.reading.table.subscription(id);
  }

  /** The list is never changed afterwards. */
  subscriptionsOf(accountId: string): readonly ViewedSubscription[] {
    return this.#follower.reading.table.subscriptionsOf(accountId);
  }

  connection(id: string): ConnectionRecord | undefined {
    return this.#follower.reading.table.connection(id);
  }

  schema(id: string): SchemaRecord | undefined {
    return this.#follower.reading.table.schema(id);
  }

  /** `hash`: SHA-256, lower-case hex. */
  tokenByHash(hash: string): TokenRecord | undefined {
    return this.#follower.reading.table.tokenByHash(hash);
  }

  /** Every key that was read, deleted ones too; for the publisher. */
  keys(): Iterable<KnownKey> {
    return this.#follower.reading.table.keys();
  }

  /** Keys whose last record has not their highest version; the publisher writes them again. */
  get outOfOrder(): ReadonlySet<string> {
    return this.#follower.reading.table.outOfOrder;
  }

  /** Values read of the full publish `epoch`; for the publisher. */
  countOf(epoch: number): number {
    return this.#follower.reading.countOf(epoch);
  }

  reached(offset: bigint): boolean {
    return this.state !== 'loading' && this.offset >= offset;
  }

  /**
   * Resolves when the view has read `offset`, or when the broker, asked now, says that the log ends before it: then
   * the offset is a former log's, and the full publish in this one is newer. Rejects with the signal's reason.
   */
  async whenReached(offset: bigint, signal: AbortSignal): Promise<void> {
    if (this.reached(offset)) return;
    const askedFromMs = performance.now();
    const reached = await this.#askUntil(() => {
      const end = this.#confirmedEnd(askedFromMs);
      return this.reached(offset) || (this.state === 'complete' && end !== undefined && end <= offset);
    }, signal);
    if (!reached) throw signal.reason;
  }

  /**
   * Resolves when the view is complete and has read to an end that the broker told after this call: it lacks nothing
   * that was written before the call. Rejects with the signal's reason.
   */
  async whenCaughtUp(signal: AbortSignal): Promise<void> {
    const askedFromMs = performance.now();
    const caughtUp = await this.#askUntil(() => this.hasCaughtUpWith(askedFromMs), signal);
    if (!caughtUp) throw signal.reason;
  }

  /**
   * Whether the view is complete and has read to an end that the broker was asked for at that time or later, by
   * `performance.now()`: it lacks nothing that was written before.
   */
  hasCaughtUpWith(atMs: number): boolean {
    return this.state === 'complete' && this.#confirmedEnd(atMs) !== undefined;
  }

  /** Asks the broker for the end and waits until the view is there, in whichever state; false: not within the time. */
  confirmEnd(timeoutMs: number): Promise<boolean> {
    const askedFromMs = performance.now();
    return this.#askUntil(
      () => this.#confirmedEnd(askedFromMs) !== undefined,
      AbortSignal.timeout(timeoutMs),
    );
  }

  /** Called after every change of content or state; the listener must not throw. Answers how to stop. */
  onChange(listener: () => void): () => void {
    return this.#changes.on(listener);
  }

  /** The end that the broker told, asked at that time or later, and that was reached since. */
  #confirmedEnd(askedFromMs: number): bigint | undefined {
    const { confirmed } = this.#follower.reading;
    return confirmed !== undefined && confirmed.askedAtMs >= askedFromMs ? confirmed.end : undefined;
  }

  /** The answer may take longer than the caller waits. */
  #askUntil(condition: () => boolean, signal: AbortSignal): Promise<boolean> {
    const waiting = this.#changes.holds(condition, signal);
    return Promise.race([waiting, this.#follower.ask().then(() => waiting)]);
  }

  /** Becoming stale is a change that nobody brings: a timer does. */
  #changed(): void {
    clearTimeout(this.#staleTimer);
    const { confirmed } = this.#follower.reading;
    const restMs = (confirmed?.askedAtMs ?? 0) + this.#staleAfterMs - performance.now();
    if (restMs > 0) {
      this.#staleTimer = setTimeout(() => {
        this.#changes.emit();
      }, restMs + 1);
    }
    this.#changes.emit();
  }
}
