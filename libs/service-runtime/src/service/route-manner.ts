// What a route does otherwise than the others, said at the route: `@Manner({ rawBody: true })`.
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../problems/problem.js';

/** Writes a problem as the answer to an HTTP request. */
export type AnswerProblem = (reply: FastifyReply, problem: Problem, request: FastifyRequest) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Any media type, handed over as the bytes that came, a `Buffer`; else JSON, parsed. */
    readonly rawBody?: boolean;
    /** Else as RFC 9457 has it. Also for what is refused before the handler, such as malformed JSON. */
    readonly answerProblem?: AnswerProblem;
  }
}

export type RouteManner = Pick<FastifyContextConfig, 'rawBody' | 'answerProblem'>;

/** Once at a handler: a second one would replace the first. */
export const Manner = (manner: RouteManner): MethodDecorator => RouteConfig(manner);
