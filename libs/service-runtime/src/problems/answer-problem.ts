// Answers an HTTP request with a problem.
import type { AnswerProblem } from '../service/route-manner.js';
import { problemDocument, problemMediaType, restLimits } from './problem-document.js';

export const answerProblem: AnswerProblem = (reply, problem, request) => {
  if (problem.retryAfterS !== undefined) reply.header('retry-after', String(problem.retryAfterS));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .status(problem.status)
    .header('content-type', problemMediaType)
    .send(JSON.stringify(problemDocument(problem, request.id, restLimits)));
};
