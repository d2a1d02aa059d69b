// gRPC `ListService`; its messages are the bodies of REST.
import type { listsV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { presentFields } from '../requests/grpc-message.js';
import { ListsService } from './lists.service.js';

@Controller()
export class ListsGrpcController {
  constructor(private readonly lists: ListsService) {}

  @GrpcMethod('ListService', 'PutList')
  async put(
    @Payload() { id, ...fields }: listsV1.PutListRequest,
    @Incoming() call: IncomingCall,
  ): Promise<listsV1.PutListResponse> {
    return { list: await this.lists.put(call, id, presentFields(fields)) };
  }

  @GrpcMethod('ListService', 'GetList')
  async get(
    @Payload() { id, ...fields }: listsV1.GetListRequest,
    @Incoming() call: IncomingCall,
  ): Promise<listsV1.GetListResponse> {
    return { list: await this.lists.get(call, id, presentFields(fields)) };
  }

  @GrpcMethod('ListService', 'ListLists')
  list(
    @Payload() message: listsV1.ListListsRequest,
    @Incoming() call: IncomingCall,
  ): Promise<listsV1.ListListsResponse> {
    return this.lists.list(call, presentFields(message));
  }

  @GrpcMethod('ListService', 'DeleteList')
  async delete(
    @Payload() { id, ...fields }: listsV1.DeleteListRequest,
    @Incoming() call: IncomingCall,
  ): Promise<listsV1.DeleteListResponse> {
    await this.lists.delete(call, id, presentFields(fields));
    return {};
  }
}
