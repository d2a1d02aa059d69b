// The answer to a batch: a result for each event in its order, and one HTTP status over all.
import type { ingestV1 } from '@posthorn/contracts';
import type { Problem } from '@posthorn/service-runtime';
import type { Outcome } from './outcome.js';

export interface BatchAnswer {
  /**
   * 202: all accepted. 207: some. When none was, a client that looks at nothing else must see a failure: 503 or,
   * when only too many were sent in a second, 429 when sending them again may help, else 422.
   */
  readonly status: 202 | 207 | 422 | 429 | 503;
  readonly retryAfterS: number | undefined;
  readonly body: ingestV1.PublishBatchResponse;
}

export function batchAnswer(outcomes: readonly Outcome[]): BatchAnswer {
  const problems = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.problem] : []));
  const acceptedCount = outcomes.length - problems.length;
  const temporary = problems.filter(({ retryAfterS }) => retryAfterS !== undefined);
  const waits = problems.flatMap(({ retryAfterS }) => retryAfterS ?? []);
  return {
    status: statusOf({ acceptedCount, refusedCount: problems.length, temporary }),
    retryAfterS: waits.length > 0 ? Math.max(...waits) : undefined,
    body: { accepted_count: acceptedCount, refused_count: problems.length, results: outcomes.map(resultOf) },
  };
}

interface Counts {
  readonly acceptedCount: number;
  readonly refusedCount: number;
  /** Those for which sending the event again may help. */
  readonly temporary: readonly Problem[];
}

function statusOf({ acceptedCount, refusedCount, temporary }: Counts): BatchAnswer['status'] {
  if (refusedCount === 0) return 202;
  if (acceptedCount > 0) return 207;
  if (temporary.length === 0) return 422;
  return temporary.every(({ status }) => status === 429) ? 429 : 503;
}

/** What became of one event of several. */
export const resultOf = (outcome: Outcome): ingestV1.PublishBatchResponse_Result =>
  outcome.kind === 'accepted' ? { accepted: outcome.accepted } : { refused: refusal(outcome.problem) };

const refusal = ({ status, code, title, detail, errors = [] }: Problem): ingestV1.Refused => ({
  status,
  code,
  title,
  detail,
  errors: [...errors],
});
