// Waits for the wish to stop: Ctrl-C, SIGTERM, or the end of the terminal.

/**
 * Resolves at the first signal. Those that follow are ignored, since npm passes on a Ctrl-C that the terminal has
 * already sent, and the stop that has begun is bounded.
 */
export const untilSignal = (): Promise<undefined> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve(undefined);
      });
    }
  });
