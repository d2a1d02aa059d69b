// The requests and answers about connections, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import {
  connectionPageSchema,
  connectionSchema,
  createConnectionSchema,
  listConnectionsSchema,
  updateConnectionSchema,
} from './connection-requests.js';

export class CreateConnectionBody extends createZodDto(createConnectionSchema) {}
export class UpdateConnectionBody extends createZodDto(updateConnectionSchema) {}
export class ListConnectionsQuery extends createZodDto(listConnectionsSchema) {}
export class ConnectionAnswer extends createZodDto(connectionSchema) {}
export class ConnectionPageAnswer extends createZodDto(connectionPageSchema) {}
