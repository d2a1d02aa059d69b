// What came back: status, headers and the first bytes of the body. It decides how much is kept, not how much is read.

/** Names in lower case; a list where the receiver repeated one. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export class Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly #bytesKeptMax: number;
  readonly #kept: Buffer[] = [];
  #bytesKept = 0;
  #bytesRead = 0;

  constructor(status: number, headers: AnswerHeaders, bytesKeptMax: number) {
    this.status = status;
    this.headers = headers;
    this.#bytesKeptMax = bytesKeptMax;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  take(chunk: Buffer): void {
    this.#bytesRead += chunk.length;
    const room = this.#bytesKeptMax - this.#bytesKept;
    if (room <= 0) return;
    // A copy: the chunk is a view of the socket's whole read, which must not be held for some bytes of it.
    const part = Buffer.from(chunk.subarray(0, room));
    this.#kept.push(part);
    this.#bytesKept += part.length;
  }

  get body(): Uint8Array {
    return this.#kept[0] && this.#kept.length === 1 ? this.#kept[0] : Buffer.concat(this.#kept);
  }

  /** Whether bytes were read that are not in `body`. */
  get hasMore(): boolean {
    return this.#bytesRead > this.#bytesKept;
  }

  /** Seconds or an HTTP date, as sent; the first when repeated. */
  get retryAfter(): string | undefined {
    const header = this.headers['retry-after'];
    return typeof header === 'object' ? header[0] : header;
  }
}
