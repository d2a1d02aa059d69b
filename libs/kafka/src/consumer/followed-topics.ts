// Which topics a consumer reads: kafkajs's own keeps to those that it was made with, and asks for ever for one that is gone.

export class FollowedTopics {
  readonly #ask: () => Promise<readonly string[]>;
  #read: readonly string[] = [];
  #others: readonly string[] | undefined;

  constructor(topics: readonly string[] | (() => Promise<readonly string[]>)) {
    this.#ask = typeof topics === 'function' ? topics : () => Promise.resolve(topics);
  }

  /** Those to be read from here on. */
  async begin(): Promise<readonly string[]> {
    return this.#take(await this.#ask());
  }

  /** Whether still the same ones are to be read. */
  async areSame(): Promise<boolean> {
    const topics = await this.#ask();
    const isSame = topics.length === this.#read.length && topics.every((each) => this.#read.includes(each));
    this.#others = isSame ? undefined : topics;
    return isSame;
  }

  /** Whether others are to be read: by another consumer. */
  get haveChanged(): boolean {
    return this.#others !== undefined;
  }

  /** Those others, to be read from here on; `undefined`: there are none. */
  change(): readonly string[] | undefined {
    return this.#others && this.#take(this.#others);
  }

  #take(topics: readonly string[]): readonly string[] {
    this.#read = topics;
    this.#others = undefined;
    return topics;
  }
}
