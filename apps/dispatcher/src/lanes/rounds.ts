// Whose turn it is among lanes that may begin: rounds over accounts, then over an account's lanes, so that an account
// with many lanes gets no more than one with a single lane.
import type { Lane } from './lane.js';
import { Rotation } from './rotation.js';

export class Rounds {
  readonly #accounts = new Rotation<Rotation<Lane>>();
  readonly #lanesOf = new Map<string, Rotation<Lane>>();

  add(lane: Lane): void {
    const { accountId } = lane.endpoint;
    const lanes = this.#lanesOf.get(accountId) ?? new Rotation<Lane>();
    this.#lanesOf.set(accountId, lanes);
    lanes.add(lane);
    this.#accounts.add(lanes);
  }

  remove(lane: Lane): void {
    const { accountId } = lane.endpoint;
    const lanes = this.#lanesOf.get(accountId);
    if (lanes === undefined) return;
    lanes.remove(lane);
    if (lanes.size > 0) return;
    this.#accounts.remove(lanes);
    this.#lanesOf.delete(accountId);
  }

  next(): Lane | undefined {
    return this.#accounts.next()?.next();
  }
}
