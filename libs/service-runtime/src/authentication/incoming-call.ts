// What a handler needs to know of a call beside its payload, the same for REST and gRPC.
import type { Metadata } from '@grpc/grpc-js';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requestIdOf } from '../service/request-id.js';
import { tokenFrom } from './token.js';

export interface IncomingCall {
  readonly token: string | undefined;
  /** W3C trace context, as it was sent. */
  readonly traceparent: string | undefined;
  readonly requestId: string;
}

/** Parameter decorator: `publish(@Incoming() call: IncomingCall)`. */
export const Incoming = createParamDecorator((_: unknown, context: ExecutionContext) =>
  incomingCall(context),
);

/** For guards, and for parameter decorators of a door's own. */
export function incomingCall(context: ExecutionContext): IncomingCall {
  const read = headerReader(context);
  return { token: tokenFrom(read), traceparent: read('traceparent'), requestId: requestIdOf(context) };
}

type HeaderReader = (name: string) => string | undefined;

function headerReader(context: ExecutionContext): HeaderReader {
  if (context.getType() === 'http') {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    return (name) => oneText(headers[name]);
  }
  const metadata = context.switchToRpc().getContext<Metadata>();
  return (name) => oneText(metadata.get(name)[0]);
}

const oneText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
