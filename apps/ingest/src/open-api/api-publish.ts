// `POST /v1/events` for the OpenAPI document.
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { eventRequest } from '../events/event-request.js';
import { batchEventsMax } from '../publishing/ingest.service.js';
import { acceptedSchema, batchSchema, problemSchema } from './answer-schemas.js';
import { openApiSchema } from './open-api-schema.js';

const event = openApiSchema(eventRequest);
const events = { type: 'array', items: event, minItems: 1, maxItems: batchEventsMax } as const;
const one = openApiSchema(acceptedSchema);
const many = openApiSchema(batchSchema);
const problem = openApiSchema(problemSchema);

const refusals = {
  400: 'malformed_request: the body is no JSON',
  401: 'unauthenticated: no token, or an unknown one',
  403: "permission_denied: a token with the role read, or another account's",
  413: 'body_too_large, or event_too_large',
  415: 'unsupported_media_type',
} as const;

export const ApiPublish = () =>
  applyDecorators(
    ApiTags('events'),
    ApiBearerAuth(),
    ApiSecurity('api-token'),
    ApiOperation({
      summary: `Publish one event, or up to ${batchEventsMax}`,
      description:
        'Answers when all in-sync replicas have what it calls accepted. A 503 promises nothing: send it again with the same id.',
    }),
    ApiBody({ schema: { oneOf: [event, events] } }),
    ApiResponse({ status: 202, description: 'Everything was accepted', schema: { oneOf: [one, many] } }),
    ApiResponse({
      status: 207,
      description: 'Some events of a batch were accepted; look at each result',
      schema: many,
    }),
    ApiResponse({
      status: 422,
      description: 'invalid_request; or a batch of which none was accepted',
      schema: { oneOf: [problem, many] },
    }),
    ApiResponse({
      status: 429,
      description:
        'too_many_events: the account has published all it may in this second; or a batch of which none was accepted for that. Try again after Retry-After seconds',
      schema: { oneOf: [problem, many] },
    }),
    ApiResponse({
      status: 503,
      description: 'kafka_unavailable, too_busy, registry_unavailable: try again after Retry-After seconds',
      schema: { oneOf: [problem, many] },
    }),
    ...Object.entries(refusals).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, schema: problem }),
    ),
  );
