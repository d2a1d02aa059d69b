// Parameter decorator: a request as the intake takes it, its body untouched. The route takes raw bodies.
import { incomingCall } from '@posthorn/service-runtime';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AddressedWebhook } from './webhook-intake.js';

interface Route {
  readonly Params: { readonly id: string; readonly platform: string };
}

export const ShopWebhook = createParamDecorator((_: unknown, context: ExecutionContext): AddressedWebhook => {
  const { params, headers, body } = context.switchToHttp().getRequest<FastifyRequest<Route>>();
  return {
    ...{ connectionId: params.id, platform: params.platform, headers },
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    traceparent: incomingCall(context).traceparent,
  };
});
