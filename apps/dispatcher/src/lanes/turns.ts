// Turns of deliveries that a limited lane cannot take yet: each waits in retry tiers until about its turn, so that a
// long queue is written again a few times for each step of the tiers, and not at every tick of the shortest. Pure.
//
// A turn is kept in the delivery's own record; this is only the end of the row, as far as this process has given
// turns. After a restart the row begins anew: who comes back first gets the earlier turn.

export class Turns {
  #endMs = -Infinity;

  /** Whether turns that were given are still to come. */
  isAhead(nowMs: number): boolean {
    return this.#endMs > nowMs;
  }

  /** The delivery's turn, ms since the epoch: the one that it `has`, or the next free one where that is earlier. */
  give(has: number | undefined, free: { readonly fromMs: number; readonly intervalMs: number }): number {
    const next = Math.max(this.#endMs, free.fromMs) + free.intervalMs;
    if (has !== undefined && has <= next) return has;
    this.#endMs = next;
    return next;
  }
}
