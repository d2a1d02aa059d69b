/** Resolves after the time, and at once when the signal is aborted. */
export function pauseUnlessAborted(timeMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, signal.aborted ? 0 : timeMs);
    signal.addEventListener('abort', end);
  });
}
