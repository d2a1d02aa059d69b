// gRPC `SchemaService`; its messages are the bodies of REST.
import type { schemasV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { maskedFields, presentFields, type Masked } from '../requests/grpc-message.js';
import { SchemasService } from './schemas.service.js';

@Controller()
export class SchemasGrpcController {
  constructor(private readonly schemas: SchemasService) {}

  @GrpcMethod('SchemaService', 'CreateSchema')
  async create(
    @Payload() message: schemasV1.CreateSchemaRequest,
    @Incoming() call: IncomingCall,
  ): Promise<schemasV1.CreateSchemaResponse> {
    return { schema: await this.schemas.create(call, presentFields(message)) };
  }

  @GrpcMethod('SchemaService', 'GetSchema')
  async get(
    @Payload() message: schemasV1.GetSchemaRequest,
    @Incoming() call: IncomingCall,
  ): Promise<schemasV1.GetSchemaResponse> {
    return { schema: await this.schemas.get(call, message.id) };
  }

  @GrpcMethod('SchemaService', 'ListSchemas')
  list(
    @Payload() message: schemasV1.ListSchemasRequest,
    @Incoming() call: IncomingCall,
  ): Promise<schemasV1.ListSchemasResponse> {
    return this.schemas.list(call, presentFields(message));
  }

  @GrpcMethod('SchemaService', 'UpdateSchema')
  async update(
    @Payload() { id, update_mask, ...fields }: Masked<schemasV1.UpdateSchemaRequest>,
    @Incoming() call: IncomingCall,
  ): Promise<schemasV1.UpdateSchemaResponse> {
    return { schema: await this.schemas.update(call, id, maskedFields(fields, update_mask)) };
  }

  @GrpcMethod('SchemaService', 'DeleteSchema')
  async delete(
    @Payload() message: schemasV1.DeleteSchemaRequest,
    @Incoming() call: IncomingCall,
  ): Promise<schemasV1.DeleteSchemaResponse> {
    await this.schemas.delete(call, message.id);
    return {};
  }
}
