// ActiveCampaign's limit, five requests a second for each token, told as it tells it. Who sends no token is refused
// anyway, before the database is asked.
import { hashToken, rateLimited, RateLimit } from '@posthorn/service-runtime';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { keyedCall } from './activecampaign-call.js';

const perSecondMax = 5;

@Injectable()
export class TokenRate implements CanActivate {
  private readonly limit = new RateLimit(perSecondMax);

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { token } = keyedCall(context);
    if (token === undefined) return true;
    const { allowed, remaining, retryAfterS } = await this.limit.count(hashToken(token));
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    reply.header('RateLimit-Limit', String(perSecondMax)).header('RateLimit-Remaining', String(remaining));
    if (!allowed) throw rateLimited(`At most ${perSecondMax} requests a second`, retryAfterS);
    return true;
  }
}
