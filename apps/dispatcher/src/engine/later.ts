// What is called later. A timer does not keep the process alive: what it was for is taken up by the next owner of its
// partition.

/** Calls `action` once, after so many milliseconds, unless the process has ended by then. */
export function later(waitMs: number, action: () => void): void {
  setTimeout(action, waitMs).unref();
}

/** Calls `action` once, when the event loop has told of everything that it knows now. */
export function atEndOfTurn(action: () => void): void {
  setImmediate(action);
}
