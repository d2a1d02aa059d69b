// `POST /v1/automations/{series_id}/webhook` for the OpenAPI document.
import {
  ApiBearerAuth,
  ApiBody,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { automationRequest, seriesIdField } from '../automations/automation-request.js';
import { acceptedSchema, problemSchema } from './answer-schemas.js';
import { openApiSchema } from './open-api-schema.js';

const problem = openApiSchema(problemSchema);

/** The document is the same in every installation, whatever targets it allows. */
const noObjection = (): undefined => undefined;

const refusals = {
  400: 'malformed_request: the body is no JSON',
  401: 'unauthenticated: no token, or an unknown one',
  403: "permission_denied: a token with the role read, or another account's; plan_lacks_automations: the account has no plan",
  413: 'body_too_large, or event_too_large',
  415: 'unsupported_media_type',
  422: 'invalid_request',
  429: 'too_many_events: the account has published all it may in this second; try again after Retry-After seconds',
  503: 'kafka_unavailable, too_busy, registry_unavailable: try again after Retry-After seconds',
} as const;

export const ApiAutomationWebhook = () =>
  applyDecorators(
    ApiTags('automations'),
    ApiBearerAuth(),
    ApiSecurity('api-token'),
    ApiOperation({
      summary: 'Send a webhook of an automation: the contact, to a URL',
      description:
        'Needs no subscription. Answers when all in-sync replicas have it; it is posted then, and tried again like any delivery. A 503 promises nothing: send it again with the same id.',
    }),
    ApiParam({ name: 'series_id', schema: openApiSchema(seriesIdField) }),
    ApiBody({ schema: openApiSchema(automationRequest(noObjection)) }),
    ApiResponse({ status: 202, schema: openApiSchema(acceptedSchema) }),
    ...Object.entries(refusals).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, schema: problem }),
    ),
  );
