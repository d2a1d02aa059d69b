// REST `/v1/lists`. Bodies and queries are typed for the OpenAPI document; the service parses them.
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiRefusals } from '../open-api/api-refusals.js';
import { ListAnswer, ListListsQuery, ListPageAnswer, OneListQuery, PutListBody } from './list-documents.js';
import type { List, ListPage } from './list-requests.js';
import { ListsService } from './lists.service.js';

@ApiTags('lists')
@Controller('v1/lists')
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  @Put(':id')
  @ApiOperation({ summary: "Tell a list of the account by the account's own id, or rename it" })
  @ApiOkResponse({ type: ListAnswer })
  @ApiRefusals(404, 409, 422)
  put(@Incoming() call: IncomingCall, @Param('id') id: string, @Body() body: PutListBody): Promise<List> {
    return this.lists.put(call, id, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the lists of an account, those that were told first first' })
  @ApiOkResponse({ type: ListPageAnswer })
  @ApiRefusals(404, 422)
  list(@Incoming() call: IncomingCall, @Query() query: ListListsQuery): Promise<ListPage> {
    return this.lists.list(call, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Look at a list' })
  @ApiOkResponse({ type: ListAnswer })
  @ApiRefusals(404, 422)
  get(@Incoming() call: IncomingCall, @Param('id') id: string, @Query() query: OneListQuery): Promise<List> {
    return this.lists.get(call, id, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a list; subscriptions that name it stay as they are' })
  @ApiNoContentResponse()
  @ApiRefusals(404, 422)
  delete(
    @Incoming() call: IncomingCall,
    @Param('id') id: string,
    @Query() query: OneListQuery,
  ): Promise<void> {
    return this.lists.delete(call, id, query);
  }
}
