// A receiver that answers after a moment, refuses one request in ten, and knows which POSTs it has answered 2xx.
import { answer, type ReceivedRequest, type Receiver } from '@posthorn/testing';

export interface DeliveredPost extends ReceivedRequest {
  /** ms since the epoch. */
  readonly answeredAtMs: number;
}

export interface AnswerOptions {
  readonly delayMs?: number;
  /** Of so many requests the first is refused; default: none. */
  readonly refuseOneOf?: number;
}

/** From now on; the POSTs that are answered 2xx, in the order in which they came. */
export function answerAndNote(
  receiver: Receiver,
  { delayMs = 0, refuseOneOf = Infinity }: AnswerOptions = {},
): readonly DeliveredPost[] {
  const delivered: DeliveredPost[] = [];
  receiver.behave((request, index) => {
    // 404 says nothing bad about the endpoint, so that its lane goes on as fast as before.
    if (index % refuseOneOf === 0) return { ...answer(404), delayMs };
    delivered.push({ ...request, answeredAtMs: request.receivedAtMs + delayMs });
    return { ...answer(200), delayMs };
  });
  return delivered;
}
