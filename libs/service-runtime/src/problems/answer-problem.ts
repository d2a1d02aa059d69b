// Answers an HTTP request with a problem.
import type { FastifyReply } from 'fastify';
import type { Problem } from './problem.js';
import { problemDocument, problemMediaType, restLimits } from './problem-document.js';

export function answerProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  if (problem.retryAfterS !== undefined) reply.header('retry-after', String(problem.retryAfterS));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .status(problem.status)
    .header('content-type', problemMediaType)
    .send(JSON.stringify(problemDocument(problem, requestId, restLimits)));
}
