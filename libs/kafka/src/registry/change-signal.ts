// Tells listeners that something changed, and lets a caller wait until a condition holds.

export class ChangeSignal {
  readonly #listeners = new Set<() => void>();

  /** The listener must not throw; answers how to stop. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** True as soon as the condition holds, looked at now and at each change; false when the signal is aborted first. */
  holds(condition: () => boolean, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const look = (): void => {
        const holds = condition();
        if (!holds && !signal.aborted) return;
        off();
        signal.removeEventListener('abort', look);
        resolve(holds);
      };
      const off = this.on(look);
      signal.addEventListener('abort', look);
      look();
    });
  }
}
