// `/v1/event-types` for the OpenAPI document.
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { z } from 'zod';
import { eventTypeSchema, eventTypeSummarySchema, problemSchema } from './answer-schemas.js';
import { openApiSchema } from './open-api-schema.js';

export const ApiEventTypes = () =>
  applyDecorators(
    ApiTags('event types'),
    ApiOperation({ summary: 'List the event types' }),
    ApiResponse({
      status: 200,
      schema: openApiSchema(z.object({ event_types: z.array(eventTypeSummarySchema) })),
    }),
  );

export const ApiEventType = () =>
  applyDecorators(
    ApiTags('event types'),
    ApiOperation({ summary: 'Look at an event type: its schema, and an event to send as it stands' }),
    ApiResponse({ status: 200, schema: openApiSchema(eventTypeSchema) }),
    ApiResponse({ status: 404, description: 'not_found', schema: openApiSchema(problemSchema) }),
  );
