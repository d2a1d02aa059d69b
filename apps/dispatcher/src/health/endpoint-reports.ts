// Tells subscriptions how endpoints fare: a 410 at once, and every 30 s until the registry shows that it was heard;
// everything else every 30 s for those that had a POST. No delivery waits for it; what Kafka does not take is counted.
import type { EndpointHealth } from '@posthorn/contracts';
import type { Appended, OutgoingRecord, ViewedSubscription } from '@posthorn/kafka';
import type { Lane } from '../lanes/lane.js';

export interface EndpointReportsOptions {
  readonly producer: { send(record: OutgoingRecord): Promise<Appended> };
  readonly topic: string;
  readonly now: () => number;
  readonly onDropped: () => void;
}

/** Where the process sees lanes and subscriptions as they are now. */
export interface EndpointsNow {
  readonly laneOf: (
    subscriptionId: string,
  ) => Pick<Lane, 'breaker' | 'inFlightMax' | 'deliveredAtMs'> | undefined;
  readonly subscriptionOf: (subscriptionId: string) => ViewedSubscription | undefined;
}

interface Faring {
  readonly subscription: ViewedSubscription;
  ok: number;
  failed: number;
}

export class EndpointReports {
  readonly #options: EndpointReportsOptions;
  readonly #faring = new Map<string, Faring>();
  /** Endpoints that answered 410, with the version of the subscription that did. */
  readonly #gone = new Map<string, number>();

  constructor(options: EndpointReportsOptions) {
    this.#options = options;
  }

  /** Whether the endpoint has answered 410 since the subscription was last changed: nothing more is sent to it here. */
  isGone({ id, version }: Pick<ViewedSubscription, 'id' | 'version'>): boolean {
    const goneAt = this.#gone.get(id);
    if (goneAt === undefined) return false;
    if (goneAt >= version) return true;
    this.#gone.delete(id);
    return false;
  }

  /** A POST has ended. */
  add(subscription: ViewedSubscription, delivered: boolean): void {
    const faring = this.#faring.get(subscription.id) ?? { subscription, ok: 0, failed: 0 };
    if (delivered) faring.ok += 1;
    else faring.failed += 1;
    this.#faring.set(subscription.id, faring);
  }

  /** The endpoint answered 410. */
  gone(subscription: ViewedSubscription): void {
    this.#gone.set(subscription.id, subscription.version);
    this.#send({ kind: 'gone', ...this.#about(subscription) });
  }

  /** Tells of every endpoint that had a POST since the last call, and again of those that are gone. */
  tell({ laneOf, subscriptionOf }: EndpointsNow): void {
    this.#tellGoneAgain(subscriptionOf);
    for (const { subscription, ok, failed } of this.#faring.values()) {
      const lane = laneOf(subscription.id);
      const lastOkMs = lane?.deliveredAtMs;
      this.#send({
        ...{ kind: 'faring', ...this.#about(subscription), ok, failed },
        ...(lastOkMs === undefined ? {} : { last_ok: new Date(lastOkMs).toISOString() }),
        ...{ breaker: lane?.breaker ?? 'closed', in_flight_max: lane?.inFlightMax ?? 0 },
      });
    }
    this.#faring.clear();
  }

  /** A report that was lost would leave the subscription active, and without a POST that would bring another 410. */
  #tellGoneAgain(subscriptionOf: EndpointsNow['subscriptionOf']): void {
    for (const [id, goneAtVersion] of this.#gone) {
      const subscription = subscriptionOf(id);
      if (subscription?.state === 'active' && subscription.version <= goneAtVersion)
        this.#send({ kind: 'gone', ...this.#about(subscription) });
      else this.#gone.delete(id);
    }
  }

  #about({ id, account_id, version }: ViewedSubscription) {
    const at = new Date(this.#options.now()).toISOString();
    return { subscription_id: id, account_id, subscription_version: version, at };
  }

  #send(health: EndpointHealth): void {
    const { producer, topic, onDropped } = this.#options;
    producer
      .send({ topic, key: health.subscription_id, value: JSON.stringify(health) })
      .then(undefined, onDropped);
  }
}
