// Turns of deliveries that a lane cannot take yet: each waits in retry tiers until about its turn, so that a long queue
// is written again a few times for each step of the tiers, and not at every tick of the shortest. Pure.
//
// A turn is kept in the delivery's own record; here is only the end of the row, as far as this process has given
// turns. After a restart the row begins anew: who comes back first gets the earlier turn.

export interface Waiting {
  readonly nowMs: number;
  /** The lane itself is full until then. */
  readonly fromMs: number;
  /** Between two POSTs, when as many are under way as may be. */
  readonly intervalMs: number;
}

export class Turns {
  readonly #row = new Row();
  /** Of those that found no room when their turn had come; in the other row they would go behind everybody. */
  readonly #missed = new Row();

  /** Whether turns that were given are still to come. */
  isAhead(nowMs: number): boolean {
    return this.#row.endMs > nowMs || this.#missed.endMs > nowMs;
  }

  /** When it is the turn of a delivery, ms since the epoch: the one that it `has`, or a free one if that is earlier. */
  give(hasMs: number | undefined, waiting: Waiting): number {
    const isMissed = hasMs !== undefined && hasMs <= waiting.nowMs;
    const row = isMissed ? this.#missed : this.#row;
    const nextMs = row.nextMs(waiting);
    if (hasMs !== undefined && !isMissed && hasMs <= nextMs) return hasMs;
    row.endMs = nextMs;
    return nextMs;
  }
}

class Row {
  endMs = -Infinity;
  #intervalMs = Infinity;

  /** As many are ahead as before when the endpoint takes them faster or slower. */
  nextMs({ nowMs, fromMs, intervalMs }: Waiting): number {
    if (this.endMs > nowMs) this.endMs = nowMs + (this.endMs - nowMs) * (intervalMs / this.#intervalMs);
    this.#intervalMs = intervalMs;
    return Math.max(this.endMs, fromMs) + intervalMs;
  }
}
