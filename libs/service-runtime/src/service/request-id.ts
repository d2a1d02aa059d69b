// The id of one request: the caller's `x-request-id` when it is a plain word, else a new one. It stands in the
// log, in the answer and in problems.
import type { Metadata } from '@grpc/grpc-js';
import type { ArgumentsHost } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';

export const requestIdHeader = 'x-request-id';

const plainWord = /^[\w.:-]{1,64}$/;

export const acceptedRequestId = (offered: unknown): string =>
  typeof offered === 'string' && plainWord.test(offered) ? offered : randomUUID();

/** Of the request that a filter, guard or interceptor is looking at. */
export function requestIdOf(host: ArgumentsHost): string {
  if (host.getType() === 'http') return host.switchToHttp().getRequest<FastifyRequest>().id;
  return grpcRequestId(host.switchToRpc().getContext<Metadata>());
}

/** Settles the call's id at the first question, by writing it into the call's metadata. */
export function grpcRequestId(metadata: Metadata): string {
  const [offered] = metadata.get(requestIdHeader);
  const id = acceptedRequestId(offered);
  if (id !== offered) metadata.set(requestIdHeader, id);
  return id;
}
