// What every route of the API v3 is, for Fastify and for the OpenAPI document: how it refuses, and that it needs a token.
import { Manner } from '@posthorn/service-runtime';
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import { answerProblem } from './refusal.js';

const meanings = {
  403: '{"message"}: the token is missing or unknown, or may not do this',
  404: '{"message"}: there is no webhook with this id',
  422: '{"errors"}: one entry for each faulty field, with its pointer',
  429: '{"message"}: more than 5 requests in a second; try again after Retry-After',
} as const;

export const ApiV3Route = (summary: string, ...statuses: readonly (404 | 422)[]) =>
  applyDecorators(
    Manner({ answerProblem }),
    ApiOperation({ summary }),
    ApiSecurity('api-token'),
    ...([403, 429, ...statuses] as const).map((status) =>
      ApiResponse({ status, description: meanings[status] }),
    ),
  );
