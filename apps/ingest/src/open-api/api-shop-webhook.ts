// `POST /v1/connections/{id}/{platform}` for the OpenAPI document.
import { connectionPlatforms } from '@posthorn/contracts';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { z } from 'zod';
import { problemSchema } from './answer-schemas.js';
import { openApiSchema } from './open-api-schema.js';

const answer = openApiSchema(z.object({ result: z.enum(['accepted', 'ignored', 'ping']) }));
const problem = openApiSchema(problemSchema);

const refusals = {
  401: 'wrong_signature',
  404: 'not_found: no such connection, or one to another platform',
  422: 'invalid_request: the payload is not what the platform documents',
  429: 'too_many_events: the account has published all it may in this second; try again after Retry-After seconds',
  503: 'kafka_unavailable, too_busy, registry_unavailable, secrets_unreadable: try again after Retry-After seconds',
} as const;

export const ApiShopWebhook = () =>
  applyDecorators(
    ApiTags('connections'),
    ApiOperation({
      summary: "Take a webhook of a shop's own",
      description:
        "The shop's platform calls this, signed with the connection's secret; no token is asked for. Answers when all in-sync replicas have the event. A topic that becomes no event is answered `ignored`.",
    }),
    ApiParam({ name: 'platform', enum: connectionPlatforms }),
    ApiBody({ schema: { type: 'object', additionalProperties: true } }),
    ApiResponse({ status: 200, schema: answer }),
    ...Object.entries(refusals).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, schema: problem }),
    ),
  );
