// Which member of a group gets which partitions: as many for each as for the others, and as few moved as possible,
// since what moves repeats its in-flight work. A partition goes only to a member that subscribes its topic. Pure.

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
  const unassigned = keepOwned(shares, partitions);
  for (const partition of unassigned) {
    lightest(shares.filter((share) => share.takes(partition)))?.partitions.push(partition);
  }
  balance(shares);
  return new Map(shares.map((share) => [share.member.id, share.partitions]));
}

class Share {
  readonly partitions: TopicPartition[] = [];
  readonly #topics: ReadonlySet<string>;
  readonly #owned: ReadonlySet<string>;

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
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Gives every partition to the first member that had it and may have it; answers the rest. */
function keepOwned(shares: readonly Share[], partitions: readonly TopicPartition[]): TopicPartition[] {
  return partitions.filter((partition) => {
    const owner = shares.find((share) => share.takes(partition) && share.had(partition));
    owner?.partitions.push(partition);
    return owner === undefined;
  });
}

const lightest = (shares: readonly Share[]): Share | undefined =>
  shares.reduce<Share | undefined>(
    (least, share) =>
      least === undefined || share.partitions.length < least.partitions.length ? share : least,
    undefined,
  );

/** Moves partitions from members with more to members with at least two fewer, until none can be moved. */
function balance(shares: readonly Share[]): void {
  while (heaviestFirst(shares).some((giver) => giveOne(giver, shares)));
}

/** So that nothing moves on from a member that only just got it. */
const heaviestFirst = (shares: readonly Share[]): Share[] =>
  [...shares].sort((a, b) => b.partitions.length - a.partitions.length);

function giveOne(giver: Share, shares: readonly Share[]): boolean {
  const takers = shares.filter((taker) => taker.partitions.length + 1 < giver.partitions.length);
  for (let index = giver.partitions.length - 1; index >= 0; index -= 1) {
    const partition = giver.partitions[index];
    const taker = partition && lightest(takers.filter((each) => each.takes(partition)));
    if (partition === undefined || taker === undefined) continue;
    giver.partitions.splice(index, 1);
    taker.partitions.push(partition);
    return true;
  }
  return false;
}
