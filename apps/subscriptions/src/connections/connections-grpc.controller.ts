// gRPC `ConnectionService`; its messages are the bodies of REST.
import type { connectionsV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { maskedFields, presentFields, type Masked } from '../requests/grpc-message.js';
import { ConnectionsService } from './connections.service.js';

@Controller()
export class ConnectionsGrpcController {
  constructor(private readonly connections: ConnectionsService) {}

  @GrpcMethod('ConnectionService', 'CreateConnection')
  async create(
    @Payload() message: connectionsV1.CreateConnectionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<connectionsV1.CreateConnectionResponse> {
    return { connection: await this.connections.create(call, presentFields(message)) };
  }

  @GrpcMethod('ConnectionService', 'GetConnection')
  async get(
    @Payload() message: connectionsV1.GetConnectionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<connectionsV1.GetConnectionResponse> {
    return { connection: await this.connections.get(call, message.id) };
  }

  @GrpcMethod('ConnectionService', 'ListConnections')
  list(
    @Payload() message: connectionsV1.ListConnectionsRequest,
    @Incoming() call: IncomingCall,
  ): Promise<connectionsV1.ListConnectionsResponse> {
    return this.connections.list(call, presentFields(message));
  }

  @GrpcMethod('ConnectionService', 'UpdateConnection')
  async update(
    @Payload() { id, update_mask, ...fields }: Masked<connectionsV1.UpdateConnectionRequest>,
    @Incoming() call: IncomingCall,
  ): Promise<connectionsV1.UpdateConnectionResponse> {
    return { connection: await this.connections.update(call, id, maskedFields(fields, update_mask)) };
  }

  @GrpcMethod('ConnectionService', 'DeleteConnection')
  async delete(
    @Payload() message: connectionsV1.DeleteConnectionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<connectionsV1.DeleteConnectionResponse> {
    await this.connections.delete(call, message.id);
    return {};
  }
}
