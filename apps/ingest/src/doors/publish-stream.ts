// One call of `PublishStream`: messages become events, what became of each becomes its answer.
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ingestV1 } from '@posthorn/contracts';
import { ProblemError } from '@posthorn/service-runtime';
import { resultOf } from '../publishing/batch-answer.js';
import type { Outcome } from '../publishing/outcome.js';
import { answerInOrder } from './answer-in-order.js';
import { eventOf, type EventMessage } from './grpc-event.js';

export interface PublishStreamMessage {
  readonly event?: EventMessage | null;
}

export type PublishStreamCall = ServerDuplexStream<PublishStreamMessage, ingestV1.PublishStreamResponse>;

/** Events of one call that are read and not answered; said in the proto, too. */
const unansweredMax = 200;

/** Rejects with the `ProblemError` that ends the call. */
export const publishStream = (
  call: PublishStreamCall,
  publish: (event: unknown) => Promise<Outcome>,
): Promise<void> =>
  answerInOrder({
    events: messagesOf(call),
    answer: async ({ event }) => answerOf(await publish(eventOf(event))),
    write: (answer) => left(call, answer),
    unansweredMax,
  });

/** Trouble of ours ends the call: what it would tell of one event holds for those behind it, too. */
function answerOf(outcome: Outcome): ingestV1.PublishStreamResponse {
  if (outcome.kind === 'refused' && outcome.problem.status === 503) throw new ProblemError(outcome.problem);
  return resultOf(outcome);
}

/** Ends in silence when the client has gone. A failure elsewhere must find the stream open, to tell of it. */
async function* messagesOf(call: PublishStreamCall): AsyncGenerator<PublishStreamMessage> {
  try {
    yield* call.iterator({ destroyOnReturn: false }) as AsyncIterable<PublishStreamMessage>;
  } catch (error) {
    if (!call.cancelled) throw error;
  }
}

/** Resolves when the transport has it, which a client that reads nothing holds up; or when the client has gone. */
const left = (call: PublishStreamCall, answer: ingestV1.PublishStreamResponse): Promise<void> =>
  new Promise((resolve) => {
    call.write(answer, () => {
      resolve();
    });
  });
