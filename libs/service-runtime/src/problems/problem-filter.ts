// Turns whatever a handler throws into the answer of its door: problem+json over REST, unless the
// route writes them in its own manner; a status over gRPC.
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { throwError, type Observable } from 'rxjs';
import { requestIdOf } from '../service/request-id.js';
import { answerProblem } from './answer-problem.js';
import type { grpcProblem } from './grpc-problem.js';
import { problemOf } from './problem-of.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly bodyBytesMax: number,
    /** Of a service with a gRPC door. */
    private readonly toGrpc: typeof grpcProblem | undefined,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    const { problem, unexpected } = problemOf(error, this.bodyBytesMax);
    const requestId = requestIdOf(host);
    if (unexpected) this.log.error({ err: error, request_id: requestId }, 'unexpected error');
    if (host.getType() === 'rpc') return throwError(() => this.toGrpc?.(problem, requestId) ?? error);
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const answer = request.routeOptions.config.answerProblem ?? answerProblem;
    if (!reply.sent) answer(reply, problem, request);
    return undefined;
  }
}
