// A zod schema as the OpenAPI document takes it.
import type { ApiResponseSchemaHost } from '@nestjs/swagger';
import { z } from 'zod';

type OpenApiSchema = ApiResponseSchemaHost['schema'];

export const openApiSchema = (schema: z.ZodType): OpenApiSchema =>
  z.toJSONSchema(schema, { io: 'input', target: 'openapi-3.0' }) as OpenApiSchema;
