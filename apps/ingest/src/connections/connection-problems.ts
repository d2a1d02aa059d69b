// Why a shop's webhook is not taken.
import { ProblemError, unavailable } from '@posthorn/service-runtime';

const retryAfterS = 60;

export const wrongSignature = (): ProblemError =>
  new ProblemError({
    status: 401,
    code: 'wrong_signature',
    title: 'The signature is missing or wrong',
    detail:
      "The body is not signed with the connection's secret; give the connection the one that the shop has",
  });

/** Our fault, not the shop's: it is to try again. */
export const secretsUnreadable = (): ProblemError =>
  unavailable('secrets_unreadable', 'The signature cannot be checked at the moment', retryAfterS);
