/** A step of an attempt took longer than its limit. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';

  constructor(
    what: string,
    readonly limitMs: number,
  ) {
    super(`${what} within ${limitMs} ms`);
  }
}
