// What stands before each fetch: its pace, and whether there is room for more. kafkajs looks only some times a second after
// partitions that it was told to pause, so that a short wait for room is spent before the fetch, which then begins at
// once. In a long one the partitions are paused instead, and the consumer goes on with what its group asks of it.
import { busyShareSince } from './busy-share.js';
import { FetchPace } from './fetch-pace.js';

/** Far below what a group allows its members to be silent. */
export const shortWaitMs = 500;

interface Shut {
  readonly opened: Promise<void>;
  readonly open: () => void;
  readonly timer: NodeJS.Timeout;
}

export class FetchGate {
  readonly #pace: FetchPace;
  readonly #onLong: (isLong: boolean) => void;
  /** Why there is no room. */
  readonly #reasons = new Set<string>();
  #shut: Shut | undefined;
  #isLong = false;

  /** `onLong`: a wait for room has become a long one, or a long one has ended. */
  constructor(onLong: (isLong: boolean) => void, pace = new FetchPace(busyShareSince())) {
    this.#onLong = onLong;
    this.#pace = pace;
  }

  /** A fetch begins. */
  begin(): void {
    this.#pace.begin(performance.now());
  }

  /** No fetch begins until `open` with the same reason. Idempotent. */
  close(reason: string): void {
    this.#reasons.add(reason);
    if (this.#isLong) return;
    this.#shut ??= shut(() => {
      this.#become(true);
    });
  }

  open(reason: string): void {
    if (!this.#reasons.delete(reason) || this.#reasons.size > 0) return;
    if (this.#isLong) this.#become(false);
    else this.#letThrough();
  }

  /**
   * Resolves when a fetch may begin; in a long wait at once. It is for the promise of a batch whose records are taken:
   * kafkajs fetches again when those of all batches have resolved.
   */
  async pass(): Promise<void> {
    const waitMs = this.#pace.waitMs(performance.now());
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    await this.#shut?.opened;
  }

  #become(isLong: boolean): void {
    this.#isLong = isLong;
    this.#onLong(isLong);
    this.#letThrough();
  }

  #letThrough(): void {
    clearTimeout(this.#shut?.timer);
    this.#shut?.open();
    this.#shut = undefined;
  }
}

function shut(onLong: () => void): Shut {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open, timer: setTimeout(onLong, shortWaitMs) };
}
