// Who calls, and what with, in the ways of ActiveCampaign: the token in `Api-Token`, or as `api_key` in the query.
import { incomingCall, type IncomingCall } from '@posthorn/service-runtime';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { phpFields, type Fields } from './php-fields.js';

/** For v1; v3 takes the headers alone. */
export const KeyedCall = createParamDecorator((_: unknown, context: ExecutionContext) => keyedCall(context));

export function keyedCall(context: ExecutionContext): IncomingCall {
  const call = incomingCall(context);
  const { api_key: key } = queryOf(requestOf(context));
  return { ...call, token: call.token ?? textOrNothing(key) };
}

/** The query, its brackets read. */
export const PhpQuery = createParamDecorator((_: unknown, context: ExecutionContext) =>
  queryOf(requestOf(context)),
);

/** The query and the fields of a form body, which win. The route takes raw bodies. */
export const PhpRequest = createParamDecorator((_: unknown, context: ExecutionContext): Fields => {
  const request = requestOf(context);
  return { ...queryOf(request), ...phpFields(Buffer.isBuffer(request.body) ? request.body.toString() : '') };
});

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

const queryOf = ({ url }: FastifyRequest): Fields =>
  phpFields(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

const textOrNothing = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
