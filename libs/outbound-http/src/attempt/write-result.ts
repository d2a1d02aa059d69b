// The result of an attempt, written from what is known when it ends.
import { classifyStatus } from '@posthorn/delivery';
import type { Answer } from './answer.js';
import { classifyFailure, describeFailure, type UnansweredStage } from './classify-failure.js';
import type { PostResult } from './post-result.js';

export interface AttemptFacts {
  readonly durationMs: number;
  readonly remoteAddress: string | undefined;
}

/** The status is the outcome, also when the body was never seen to its end. */
export function answeredResult(
  answer: Answer,
  { complete, ...facts }: AttemptFacts & { readonly complete: boolean },
): PostResult {
  const { status, headers, body } = answer;
  return {
    outcome: classifyStatus(status, answer.retryAfter, Date.now()),
    stage: complete ? 'complete' : 'body',
    detail: undefined,
    bodyTruncated: !complete || answer.hasMore,
    ...{ status, headers, body },
    ...facts,
  };
}

export function unansweredResult(
  stage: UnansweredStage,
  { error, ...facts }: AttemptFacts & { readonly error: Error },
): PostResult {
  return {
    ...withoutAnswer,
    outcome: classifyFailure(stage, error),
    stage,
    detail: describeFailure(error),
    ...facts,
  };
}

/** Nothing was sent: the URL is refused. */
export function refusedResult(reason: 'url' | 'address', detail: string): PostResult {
  return {
    ...withoutAnswer,
    ...{ outcome: { kind: 'blocked', reason, detail }, stage: 'check', detail },
    ...{ durationMs: 0, remoteAddress: undefined },
  };
}

const withoutAnswer = {
  status: undefined,
  headers: undefined,
  body: undefined,
  bodyTruncated: false,
} as const;
