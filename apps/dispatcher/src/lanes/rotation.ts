// Takes turns: the member that was served goes to the end. Members are the ready ones only.

export class Rotation<T> {
  readonly #members = new Set<T>();

  get size(): number {
    return this.#members.size;
  }

  add(member: T): void {
    this.#members.add(member);
  }

  remove(member: T): void {
    this.#members.delete(member);
  }

  /** The member whose turn it is, now last in the row. */
  next(): T | undefined {
    for (const member of this.#members) {
      this.#members.delete(member);
      this.#members.add(member);
      return member;
    }
    return undefined;
  }
}
