// The requests and answers about schemas, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import {
  createSchemaRequest,
  listSchemasRequest,
  schemaAnswer,
  schemaPageAnswer,
  updateSchemaRequest,
} from './schema-requests.js';

export class CreateSchemaBody extends createZodDto(createSchemaRequest) {}
export class UpdateSchemaBody extends createZodDto(updateSchemaRequest) {}
export class ListSchemasQuery extends createZodDto(listSchemasRequest) {}
export class SchemaAnswer extends createZodDto(schemaAnswer) {}
export class SchemaPageAnswer extends createZodDto(schemaPageAnswer) {}
