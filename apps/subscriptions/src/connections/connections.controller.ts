// REST `/v1/connections`. Bodies and queries are typed for the OpenAPI document; the service parses them.
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiRefusals } from '../open-api/api-refusals.js';
import {
  ConnectionAnswer,
  ConnectionPageAnswer,
  CreateConnectionBody,
  ListConnectionsQuery,
  UpdateConnectionBody,
} from './connection-documents.js';
import type { Connection, ConnectionPage } from './connection-requests.js';
import { ConnectionsService } from './connections.service.js';

@ApiTags('connections')
@Controller('v1/connections')
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Post()
  @ApiOperation({ summary: "Connect a shop, whose own webhooks become the account's events" })
  @ApiCreatedResponse({ type: ConnectionAnswer })
  @ApiRefusals(404, 409, 422)
  create(@Incoming() call: IncomingCall, @Body() body: CreateConnectionBody): Promise<Connection> {
    return this.connections.create(call, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the connections of an account, oldest first' })
  @ApiOkResponse({ type: ConnectionPageAnswer })
  @ApiRefusals(404, 422)
  list(@Incoming() call: IncomingCall, @Query() query: ListConnectionsQuery): Promise<ConnectionPage> {
    return this.connections.list(call, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Look at a connection' })
  @ApiOkResponse({ type: ConnectionAnswer })
  @ApiRefusals(404)
  get(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<Connection> {
    return this.connections.get(call, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a connection; what the body leaves out stays' })
  @ApiOkResponse({ type: ConnectionAnswer })
  @ApiRefusals(404, 422)
  update(
    @Incoming() call: IncomingCall,
    @Param('id') id: string,
    @Body() body: UpdateConnectionBody,
  ): Promise<Connection> {
    return this.connections.update(call, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: "Delete a connection; the shop's webhooks are not found from then on" })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  delete(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<void> {
    return this.connections.delete(call, id);
  }
}
