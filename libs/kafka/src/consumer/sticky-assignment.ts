// Which member of a group gets which partitions: as many of each topic and as many in all as the others, since one topic
// may carry most of the traffic; and as few moved as possible, since what moves repeats its in-flight work. A partition
// goes only to a member that subscribes its topic. Pure.

export interface GroupMember {
  readonly id: string;
  readonly topics: readonly string[];
  /** What it had before, by its own word. */
  readonly owned: readonly TopicPartition[];
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Partitions by the member's id; a topic that nobody subscribes is left out. */
export function assignSticky(
  members: readonly GroupMember[],
  partitions: readonly TopicPartition[],
): ReadonlyMap<string, readonly TopicPartition[]> {
  const shares = [...members].sort((a, b) => (a.id < b.id ? -1 : 1)).map((member) => new Share(member));
  for (const partition of keepOwned(shares, partitions)) lightest(shares, partition)?.add(partition);
  balance(shares);
  return new Map(shares.map((share) => [share.member.id, share.partitions]));
}

class Share {
  readonly partitions: TopicPartition[] = [];
  readonly #topics: ReadonlySet<string>;
  readonly #owned: ReadonlySet<string>;
  readonly #counts = new Map<string, number>();

  constructor(readonly member: GroupMember) {
    this.#topics = new Set(member.topics);
    this.#owned = new Set(member.owned.map(keyOf));
  }

  takes({ topic }: TopicPartition): boolean {
    return this.#topics.has(topic);
  }

  had(partition: TopicPartition): boolean {
    return this.#owned.has(keyOf(partition));
  }

  countOf({ topic }: TopicPartition): number {
    return this.#counts.get(topic) ?? 0;
  }

  add(partition: TopicPartition): void {
    this.partitions.push(partition);
    this.#counts.set(partition.topic, this.countOf(partition) + 1);
  }

  remove(partition: TopicPartition): void {
    this.partitions.splice(this.partitions.indexOf(partition), 1);
    this.#counts.set(partition.topic, this.countOf(partition) - 1);
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Gives every partition to the first member that had it and may have it; answers the rest. */
function keepOwned(shares: readonly Share[], partitions: readonly TopicPartition[]): TopicPartition[] {
  return partitions.filter((partition) => {
    const owner = shares.find((share) => share.takes(partition) && share.had(partition));
    owner?.add(partition);
    return owner === undefined;
  });
}

/** Of those that may have the partition: the one with the fewest of its topic, and of them the one with the fewest. */
function lightest(shares: readonly Share[], partition: TopicPartition): Share | undefined {
  const [first] = shares
    .filter((share) => share.takes(partition))
    .sort((a, b) => a.countOf(partition) - b.countOf(partition) || a.partitions.length - b.partitions.length);
  return first;
}

/** Ends, since each move makes the counts of a topic more equal, or leaves them and makes the totals more equal. */
function balance(shares: readonly Share[]): void {
  while (heaviestFirst(shares).some((giver) => giveOne(giver, shares)));
}

/** So that nothing moves on from a member that only just got it. */
const heaviestFirst = (shares: readonly Share[]): Share[] =>
  [...shares].sort((a, b) => b.partitions.length - a.partitions.length);

function giveOne(giver: Share, shares: readonly Share[]): boolean {
  for (const partition of giver.partitions.toReversed()) {
    const takers = shares.filter((taker) => isFairer(giver, taker, partition));
    const taker = lightest(takers, partition);
    if (taker === undefined) continue;
    giver.remove(partition);
    taker.add(partition);
    return true;
  }
  return false;
}

function isFairer(giver: Share, taker: Share, partition: TopicPartition): boolean {
  const moreOfTopic = giver.countOf(partition) - taker.countOf(partition);
  const moreInAll = giver.partitions.length - taker.partitions.length;
  return moreOfTopic >= 2 || (moreOfTopic === 1 && moreInAll >= 2);
}
