// The answer to a batch: a result for each event in its order, and one HTTP status over all.
import type { ingestV1 } from '@posthorn/contracts';
import type { Problem } from '@posthorn/service-runtime';
import type { Outcome } from './outcome.js';

export interface BatchAnswer {
  /**
   * 202: all accepted. 207: some. When none was, a client that looks at nothing else must see a failure: 503 when
   * sending them again may help, else 422.
   */
  readonly status: 202 | 207 | 422 | 503;
  readonly retryAfterS: number | undefined;
  readonly body: ingestV1.PublishBatchResponse;
}

export function batchAnswer(outcomes: readonly Outcome[]): BatchAnswer {
  const problems = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.problem] : []));
  const acceptedCount = outcomes.length - problems.length;
  const waits = problems.flatMap(({ retryAfterS }) => retryAfterS ?? []);
  return {
    status: statusOf({ acceptedCount, refusedCount: problems.length, mayBeRetried: waits.length > 0 }),
    retryAfterS: waits.length > 0 ? Math.max(...waits) : undefined,
    body: { accepted_count: acceptedCount, refused_count: problems.length, results: outcomes.map(resultOf) },
  };
}

interface Counts {
  readonly acceptedCount: number;
  readonly refusedCount: number;
  readonly mayBeRetried: boolean;
}

function statusOf({ acceptedCount, refusedCount, mayBeRetried }: Counts): BatchAnswer['status'] {
  if (refusedCount === 0) return 202;
  if (acceptedCount > 0) return 207;
  return mayBeRetried ? 503 : 422;
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
