// How a route refuses, for the OpenAPI document: the route's own statuses, and those that every route has.
import { ApiBearerAuth, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('A stable word for programs'),
    detail: z.string().describe('For people'),
    instance: z.string().describe("The request's id, as in the log"),
    errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
  })
  .describe('RFC 9457');

class ProblemAnswer extends createZodDto(problemSchema) {}

const meanings = {
  401: 'unauthenticated: no token, or an unknown one',
  403: 'permission_denied: the token may not do this',
  404: "not_found: missing, or another account's",
  409: 'It conflicts with what is there; the code says how',
  422: 'invalid_request: one entry in errors for each faulty field',
  429: 'rate_limited: try again after Retry-After seconds',
  503: 'database_unavailable: try again after Retry-After seconds',
} as const;

type Status = keyof typeof meanings;

const ofEveryRoute = [401, 403, 503] as const;

/** Documents the refusals, and that the route needs a token. */
export const ApiRefusals = (...statuses: readonly Status[]) =>
  applyDecorators(
    ApiBearerAuth(),
    ApiSecurity('api-token'),
    ...[...ofEveryRoute, ...statuses].map((status) =>
      ApiResponse({ status, description: meanings[status], type: ProblemAnswer }),
    ),
  );
