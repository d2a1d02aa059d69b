// Reads topics as a member of a consumer group, and commits an offset only when it is complete. kafkajs's eachBatch
// only hands records over; what a record needs, and when it is complete, is the handler's.
//
// A partition lives through: joined and paused (`loading`) → offsets loaded, sought to → read → lost or stopped.
// **Invariant:** no record is taken of a partition whose committed progress is not loaded.
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { askTopicIds, type TopicIds } from '../client/topic-ids.js';
import { takeBatch } from './batch-intake.js';
import { beforeJoin, type Joining } from './before-join.js';
import { makeClients, type Clients } from './clients.js';
import { Committer } from './committer.js';
import type { RecordHandler } from './consumed-record.js';
import { listenTo } from './consumer-events.js';
import type { ConsumerProblem } from './consumer-problem.js';
import { partitionKey, type TopicPartitions } from './committed-offsets.js';
import { FetchGate } from './fetch-gate.js';
import { FollowedTopics } from './followed-topics.js';
import { OffsetLoader } from './offset-loader.js';
import type { OwnedPartition } from './owned-partition.js';
import { OwnedPartitions } from './owned-partitions.js';
import { PartitionPauses } from './partition-pauses.js';
import { readingControls, type ReadingControls } from './reading-controls.js';
import { TopicWatch } from './topic-watch.js';
import { Watchdog } from './watchdog.js';

export interface ConsumerSettings {
  readonly groupId: string;
  /** Asked at the start, and again when kafkajs's consumer has failed: a topic may be gone. */
  readonly topics: readonly string[] | (() => Promise<readonly string[]>);
  readonly commitEveryMs: number;
  /** A fetch that finds nothing waits so long: short for a quick resume, long for an idle process. */
  readonly fetchWaitMsMax: number;
  /** What a fetch brings of one partition, bytes; default 256 KiB. All of it is taken before anything else has a turn. */
  readonly partitionBytesMax?: number;
  /** How soon a topic that was made anew is noticed; default 10 s. */
  readonly lookAtTopicsEveryMs?: number;
  /** How long work under way may end before partitions are given up, and how long it may be committed then. */
  readonly beforeJoinMs: number;
}

export interface AtLeastOnceConsumerOptions extends ConsumerSettings {
  readonly kafka: Kafka;
  readonly handler: RecordHandler;
  readonly joining?: Joining;
  readonly onProblem: (problem: ConsumerProblem) => void;
}

/** Longer than a rebalance, and than all tries of a reconnection whose requests time out. */
const silentMsMax = 150_000;

export class AtLeastOnceConsumer {
  readonly #options: AtLeastOnceConsumerOptions;
  #clients: Clients;
  readonly #topics: FollowedTopics;
  readonly #owned = new OwnedPartitions();
  readonly #controls: ReadingControls;
  readonly #pauses: PartitionPauses;
  readonly #committer: Committer;
  readonly #loader: OffsetLoader;
  readonly #watchdog: Watchdog;
  readonly #topicWatch: TopicWatch;
  #joined = false;
  readonly #gate: FetchGate;

  constructor(options: AtLeastOnceConsumerOptions) {
    this.#options = options;
    this.#topics = new FollowedTopics(options.topics);
    this.#clients = this.#newClients();
    const { onProblem } = options;
    this.#controls = readingControls(() => this.#clients.consumer);
    this.#pauses = new PartitionPauses(this.#controls);
    this.#gate = new FetchGate((isLong) => {
      this.#pauses[isLong ? 'pauseEverything' : 'resumeEverything']('no_room', this.#owned.values());
    });
    this.#committer = new Committer({
      // What is being loaded commits nothing: others may have committed since this process had it.
      owned: () => [...this.#owned.values()].filter((owned) => !this.#pauses.isLoading(owned)),
      everyMs: options.commitEveryMs,
      onProblem,
    });
    this.#watchdog = new Watchdog({
      ...{ silentMsMax, now: () => performance.now() },
      onStuck: (error) => {
        onProblem({ kind: 'crashed', restarts: false, error });
      },
    });
    this.#loader = new OffsetLoader({
      ...{ admin: () => this.#clients.admin, askTopicIds: this.#askTopicIds },
      ...{ groupId: options.groupId, owned: this.#owned },
      onProblem: (problem) => {
        onProblem(problem);
        if (problem.kind === 'offsets_unavailable') this.#followTopics();
      },
      ...{ controls: this.#controls, pauses: this.#pauses, committer: this.#committer },
    });
    this.#topicWatch = new TopicWatch({
      everyMs: options.lookAtTopicsEveryMs ?? 10_000,
      ...{ owned: () => [...this.#owned.values()], askTopicIds: this.#askTopicIds },
      onReplaced: (replaced) => {
        this.#loader.load(replaced.map(({ topic, partition }) => ({ topic, partitions: [partition] })));
      },
      onFailure: (error) => {
        onProblem({ kind: 'topics_unknown', error });
      },
    });
  }

  get groupId(): string {
    return this.#options.groupId;
  }

  /** Whether this member has joined its group and owns what it was given. */
  get joined(): boolean {
    return this.#joined;
  }

  get ownedCount(): number {
    return this.#owned.size;
  }

  get pausedCount(): number {
    return this.#owned.pausedCount;
  }

  /** Records that were taken and are incomplete. */
  get pendingCount(): number {
    return this.#owned.pendingCount;
  }

  /** By owned topic: since when its oldest incomplete record is there, ms; `undefined`: nothing is incomplete. */
  get incompleteSince(): ReadonlyMap<string, number | undefined> {
    return this.#owned.incompleteSince;
  }

  /** Connects, joins and begins to read. Rejects when no broker answers. */
  async start(): Promise<void> {
    await this.#clients.admin.connect();
    await this.#consume(await this.#topics.begin());
    this.#watchdog.start();
    this.#topicWatch.start();
  }

  /** Reads nothing more, for good; batches under way still come. */
  stopReading(): void {
    this.#pauses.pauseEverything('stopping', this.#owned.values());
  }

  /** There is no room, until `openGate` with the same reason: nothing more is asked for than was already. */
  closeGate(reason: string): void {
    this.#gate.close(reason);
  }

  openGate(reason: string): void {
    this.#gate.open(reason);
  }

  /** Commits what is complete now and leaves the group. What is incomplete is another member's from here on. */
  async stop(): Promise<void> {
    this.stopReading();
    await this.#committer.commitNow();
    this.#committer.stop();
    this.#watchdog.stop();
    this.#topicWatch.stop();
    this.#loader.stop();
    this.#owned.releaseAllBut([]);
    await this.#clients.consumer.disconnect();
    await this.#clients.admin.disconnect();
  }

  /** Commits what is complete now; failures are reported and tried again. */
  commitNow(): Promise<void> {
    return this.#committer.commitNow();
  }

  #newClients(): Clients {
    return makeClients({
      ...this.#options,
      assigner: {
        owned: () => this.#owned.places,
        isIdle: () => this.#owned.areIdle,
        beforeJoin: () => beforeJoin(this.#committer, { ...this.#options, ownsAny: this.#owned.size > 0 }),
      },
      mayRestart: (consumer) =>
        consumer === this.#clients.consumer ? this.#topics.areSame() : Promise.resolve(false),
    });
  }

  readonly #askTopicIds = (topics: readonly string[]): Promise<TopicIds | undefined> =>
    askTopicIds(this.#clients.cluster, topics);

  async #consume(topics: readonly string[]): Promise<void> {
    this.#listen();
    const { consumer } = this.#clients;
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 8,
      eachBatch: (payload) => {
        this.#takeBatchOrEnd(payload);
        return this.#gate.pass();
      },
    });
  }

  /** Offsets could not be loaded: perhaps a topic is gone. No answer means that Kafka is away, and it is asked again. */
  #followTopics(): void {
    const { consumer } = this.#clients;
    this.#topics.areSame().then(
      async () => {
        if (consumer !== this.#clients.consumer || !this.#replaceClients()) return;
        await consumer.disconnect();
      },
      (error: unknown) => {
        this.#options.onProblem({ kind: 'offsets_unavailable', error });
      },
    );
  }

  /** Whether other topics are to be read: kafkajs's clients ask for ever for those that they once had. */
  #replaceClients(): boolean {
    const topics = this.#topics.change();
    if (topics === undefined) return false;
    this.#joined = false;
    this.#committer.use(undefined);
    const former = this.#clients;
    this.#clients = this.#newClients();
    Promise.all([this.#clients.admin.connect(), this.#consume(topics), former.admin.disconnect()]).catch(
      (error: unknown) => {
        this.#options.onProblem({ kind: 'crashed', restarts: false, error });
      },
    );
    return true;
  }

  /** To the consumer of now. */
  #listen(): void {
    const { consumer } = this.#clients;
    listenTo(consumer, {
      isReplaced: () => consumer !== this.#clients.consumer,
      alive: () => {
        this.#watchdog.alive();
      },
      fetching: () => {
        this.#gate.begin();
      },
      joined: (assignment) => {
        this.#joinedWith(assignment);
      },
      crashed: (restarts, error) => {
        this.#joined = false;
        this.#committer.use(undefined);
        const continues = restarts || this.#topics.haveChanged;
        this.#options.onProblem({ kind: 'crashed', restarts: continues, error });
        this.#replaceClients();
      },
    });
  }

  /** Runs inside kafkajs's join: pauses before anything can be fetched, and throws nothing. */
  #joinedWith(assignment: readonly TopicPartitions[]): void {
    this.#owned.releaseAllBut(assignment);
    this.#joined = true;
    this.#loader.load(assignment);
    this.#options.joining?.joined();
  }

  /** A handler that throws leaves records begun that nobody has: only a new process takes them again. */
  #takeBatchOrEnd(payload: EachBatchPayload): void {
    try {
      this.#takeBatch(payload);
    } catch (error) {
      this.#options.onProblem({ kind: 'crashed', restarts: false, error });
    }
  }

  #takeBatch(payload: EachBatchPayload): void {
    this.#committer.use((offsets) => payload.commitOffsetsIfNecessary(offsets));
    const owned = this.#owned.get(partitionKey(payload.batch.topic, payload.batch.partition));
    if (owned === undefined || payload.isStale() || this.#pauses.isLoading(owned)) return;
    const { handler } = this.#options;
    const result = takeBatch(owned, payload.batch, { handler, onComplete: this.#changed });
    if (result.kind === 'stale') this.#loader.resync(owned);
    else this.#afterTaking(owned, result.hold);
  }

  #afterTaking(owned: OwnedPartition, hold: { reason: string; until: Promise<void> } | undefined): void {
    owned.markChanged();
    this.#changed(owned);
    if (hold === undefined) return;
    this.#controls.seek(owned, owned.progress.position);
    this.#pauses.pauseUntil(owned, hold);
  }

  /** Something of the partition is complete, or its position moved: commit soon, and go on reading when there is room. */
  readonly #changed = (owned: OwnedPartition): void => {
    this.#committer.schedule();
    this.#pauses.set(owned, 'window', owned.progress.isFull);
  };
}
