// Takes turns among members; every step is done in the same short time, however many they are.

export class Rotation<T> {
  readonly #members: T[] = [];
  readonly #places = new Map<T, number>();
  #turn = 0;

  get size(): number {
    return this.#members.length;
  }

  /** A member is in it once. */
  add(member: T): void {
    if (this.#places.has(member)) return;
    this.#places.set(member, this.#members.length);
    this.#members.push(member);
  }

  /** The last one takes its place, so the order changes a little; nobody's turn is lost for good. */
  remove(member: T): void {
    const place = this.#places.get(member);
    if (place === undefined) return;
    this.#places.delete(member);
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    this.#members[place] = last;
    this.#places.set(last, place);
  }

  /** The member whose turn it is. */
  next(): T | undefined {
    if (this.#turn >= this.#members.length) this.#turn = 0;
    const member = this.#members[this.#turn];
    this.#turn += 1;
    return member;
  }
}
