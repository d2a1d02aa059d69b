// While one of the process's consumers joins its group, no POST begins and nothing is handed on: what its partitions'
// next owner makes again is then what was under way for too long, and not all that ends until the answer comes.
//
//   over --a consumer is about to join--> ending --nothing is under way, or 1 s--> still --it has joined, or 10 s--> over
//
// While it is ending, deliveries of events begin that others have got already: read again, those would get them twice.
// What still waits of these then is handed on. Only the consumer of events has records that several want, so that the
// others' joins do not matter to these.
import type { Joining } from '@posthorn/kafka';
import type { Delivery } from '../delivery/delivery.js';
import { drained } from './drained.js';
import type { ConsumerName } from './handlers.js';

export interface StandstillOptions {
  /** Whether nothing is under way that a commit of this consumer could still tell. */
  readonly isDrained: (consumer: ConsumerName) => boolean;
  /** Hands on what waits of events that others have got already. */
  readonly handOnHalfDone: () => void;
  /** How long what is under way may take to end, and what is handed on then to be there. */
  readonly drainMsMax: number;
  /** How long one join may hold up all: a group may wait for a member that is gone, or for Kafka. */
  readonly stillMsMax: number;
  /** Called whenever other deliveries may begin than before. */
  readonly onChange: () => void;
}

type Stage = 'ending' | 'still' | 'too_long';

interface Join {
  stage: Stage;
  readonly timer: NodeJS.Timeout;
}

export class Standstill {
  readonly #options: StandstillOptions;
  readonly #joins = new Map<ConsumerName, Join>();

  constructor(options: StandstillOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#isAny('ending') || this.#isAny('still');
  }

  mayBegin({ event }: Pick<Delivery, 'event'>): boolean {
    return !this.isOn || (event.isTouched && this.#joins.get('events')?.stage !== 'still');
  }

  /** For the consumer of that name. */
  joiningOf(consumer: ConsumerName): Joining {
    return {
      begin: async () => {
        this.#enter(consumer, 'ending');
        await drained(() => this.#options.isDrained(consumer), this.#options.drainMsMax);
        this.#enter(consumer, 'still');
        if (consumer !== 'events' || !this.#isAny('still')) return;
        this.#options.handOnHalfDone();
        await drained(() => this.#options.isDrained(consumer), this.#options.drainMsMax);
      },
      joined: () => {
        clearTimeout(this.#joins.get(consumer)?.timer);
        if (this.#joins.delete(consumer)) this.#options.onChange();
      },
    };
  }

  /** A join that is tried again has the time of its first try. */
  #enter(consumer: ConsumerName, stage: Stage): void {
    const join = this.#joins.get(consumer) ?? this.#begin(consumer);
    if (join.stage !== 'too_long') join.stage = stage;
    this.#options.onChange();
  }

  #begin(consumer: ConsumerName): Join {
    const timer = setTimeout(() => {
      join.stage = 'too_long';
      this.#options.onChange();
    }, this.#options.stillMsMax).unref();
    const join: Join = { stage: 'ending', timer };
    this.#joins.set(consumer, join);
    return join;
  }

  #isAny(stage: Stage): boolean {
    for (const join of this.#joins.values()) if (join.stage === stage) return true;
    return false;
  }
}
