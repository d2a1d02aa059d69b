// `/v1/event-types` for the OpenAPI document.
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { z } from 'zod';
import { eventTypeFilter } from '../event-types/event-type-filter.js';
import { eventTypeSchema, eventTypeSummarySchema, problemSchema } from './answer-schemas.js';
import { openApiSchema } from './open-api-schema.js';

export const ApiEventTypes = () =>
  applyDecorators(
    ApiTags('event types'),
    ApiOperation({ summary: 'List the event types' }),
    ...Object.entries(eventTypeFilter.shape).map(([name, field]) =>
      ApiQuery({
        name,
        required: false,
        description: field.description ?? '',
        schema: openApiSchema(field),
      }),
    ),
    ApiResponse({
      status: 200,
      schema: openApiSchema(z.object({ event_types: z.array(eventTypeSummarySchema) })),
    }),
    ApiResponse({ status: 422, description: 'invalid_request', schema: openApiSchema(problemSchema) }),
  );

export const ApiEventType = () =>
  applyDecorators(
    ApiTags('event types'),
    ApiOperation({ summary: 'Look at an event type: its schema, and an event to send as it stands' }),
    ApiResponse({ status: 200, schema: openApiSchema(eventTypeSchema) }),
    ApiResponse({ status: 404, description: 'not_found', schema: openApiSchema(problemSchema) }),
  );
