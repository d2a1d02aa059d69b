// How a process ended, and what is thrown when that was too early.

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process did not come up, or ended when it should not have; `lines` are the last that it said. */
export class ProcessFailure extends Error {
  override readonly name = 'ProcessFailure';

  constructor(
    message: string,
    readonly lines: readonly string[],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** `ingest ended with code 78`. */
export const describeEnd = (name: string, { code, signal }: ProcessEnd): string =>
  `${name} ended with ${signal === null ? `code ${code ?? '?'}` : `signal ${signal}`}`;
