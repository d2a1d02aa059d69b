// Turns whatever a handler throws into the answer of its door: problem+json over REST, a status over gRPC.
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { throwError, type Observable } from 'rxjs';
import { requestIdOf } from '../service/request-id.js';
import { grpcProblem } from './grpc-problem.js';
import type { Problem } from './problem.js';
import { problemDocument, problemMediaType, restLimits } from './problem-document.js';
import { problemOf } from './problem-of.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly bodyBytesMax: number,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    const { problem, unexpected } = problemOf(error, this.bodyBytesMax);
    const requestId = requestIdOf(host);
    if (unexpected) this.log.error({ err: error, request_id: requestId }, 'unexpected error');
    if (host.getType() === 'rpc') return throwError(() => grpcProblem(problem, requestId));
    const http = host.switchToHttp();
    if (!http.getResponse<FastifyReply>().sent) answer(http.getResponse(), problem, requestId);
    return undefined;
  }
}

function answer(reply: FastifyReply, problem: Problem, requestId: string): void {
  if (problem.retryAfterS !== undefined) reply.header('retry-after', String(problem.retryAfterS));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .status(problem.status)
    .header('content-type', problemMediaType)
    .send(JSON.stringify(problemDocument(problem, requestId, restLimits)));
}
