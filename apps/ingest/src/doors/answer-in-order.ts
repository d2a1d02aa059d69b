// Events in, one answer for each in their order, and no more events under way than a bound. Knows nothing of gRPC.

export interface AnswerInOrderOptions<Event, Answer> {
  readonly events: AsyncIterator<Event>;
  /** Called for each event as it is read. A rejection ends everything, once the answers before it are written. */
  readonly answer: (event: Event) => Promise<Answer>;
  /** Resolves when the answer has left. */
  readonly write: (answer: Answer) => Promise<void>;
  /** Events that are read and whose answer has not left. */
  readonly unansweredMax: number;
}

/** Resolves when every event is answered; rejects with the first failure, after which nothing is written. */
export async function answerInOrder<Event, Answer>(
  options: AnswerInOrderOptions<Event, Answer>,
): Promise<void> {
  const { events, answer, write, unansweredMax } = options;
  const failure = new FirstFailure();
  const unanswered: Promise<void>[] = [];
  let written = Promise.resolve();
  for (;;) {
    const next = await failure.unless(events.next());
    if (next.done === true) break;
    written = writtenAfter(written, answer(next.value), write);
    written.catch(failure.tell);
    unanswered.push(written);
    const [oldest] = unanswered.length < unansweredMax ? [] : unanswered.splice(0, 1);
    if (oldest !== undefined) await failure.unless(oldest);
  }
  await written;
}

/** An answer that fails before its turn waits for it, too. */
async function writtenAfter<Answer>(
  before: Promise<void>,
  answered: Promise<Answer>,
  write: (answer: Answer) => Promise<void>,
): Promise<void> {
  await Promise.allSettled([before, answered]);
  await before;
  await write(await answered);
}

/** Interrupts whoever waits, now or later. Keeps nothing of waits that are over, as `Promise.race` would. */
class FirstFailure {
  private failed: { readonly reason: unknown } | undefined;
  private interrupt: (reason: unknown) => void = () => undefined;

  readonly tell = (reason: unknown): void => {
    this.failed ??= { reason };
    this.interrupt(this.failed.reason);
  };

  unless<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.interrupt = reject;
      if (this.failed !== undefined) this.tell(this.failed.reason);
      work.then(resolve, reject);
    });
  }
}
