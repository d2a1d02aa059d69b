// The result of an attempt, written from what is known when it ends.
import { classifyStatus } from '@posthorn/delivery';
import type { Answer } from './answer.js';
import { classifyFailure, describeFailure, type UnansweredStage } from './classify-failure.js';
import type { PostResult } from './post-result.js';

export interface AttemptFacts {
  readonly durationMs: number;
  readonly remoteAddress: string | undefined;
}

/** The status is the outcome, also when the body was not seen to its end. */
export function answeredResult(answer: Answer, facts: AttemptFacts, isWhole: boolean): PostResult {
  return {
    outcome: classifyStatus(answer.status, answer.retryAfter, Date.now()),
    stage: isWhole ? 'complete' : 'body',
    durationMs: facts.durationMs,
    detail: undefined,
    status: answer.status,
    headers: answer.headers,
    body: answer.body,
    bodyTruncated: !isWhole || answer.hasMore,
    remoteAddress: facts.remoteAddress,
  };
}

export function unansweredResult(error: Error, facts: AttemptFacts, stage: UnansweredStage): PostResult {
  const outcome = classifyFailure(stage, error);
  return { ...withoutAnswer, ...facts, outcome, stage, detail: describeFailure(error) };
}

/** Nothing was sent: the URL is refused. */
export function refusedResult(reason: 'url' | 'address', detail: string): PostResult {
  const outcome = { kind: 'blocked', reason, detail } as const;
  return { ...withoutAnswer, outcome, stage: 'check', detail, durationMs: 0, remoteAddress: undefined };
}

const withoutAnswer = {
  status: undefined,
  headers: undefined,
  body: undefined,
  bodyTruncated: false,
} as const;
