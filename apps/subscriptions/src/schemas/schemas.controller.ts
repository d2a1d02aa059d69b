// REST `/v1/schemas`. Bodies and queries are typed for the OpenAPI document; the service parses them.
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
  SchemaAnswer,
  SchemaPageAnswer,
  CreateSchemaBody,
  ListSchemasQuery,
  UpdateSchemaBody,
} from './schema-documents.js';
import type { Schema, SchemaPage } from './schema-requests.js';
import { SchemasService } from './schemas.service.js';

@ApiTags('schemas')
@Controller('v1/schemas')
export class SchemasController {
  constructor(private readonly schemas: SchemasService) {}

  @Post()
  @ApiOperation({ summary: "Make a schema of the account's custom objects" })
  @ApiCreatedResponse({ type: SchemaAnswer })
  @ApiRefusals(404, 409, 422)
  create(@Incoming() call: IncomingCall, @Body() body: CreateSchemaBody): Promise<Schema> {
    return this.schemas.create(call, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the schemas of an account, oldest first' })
  @ApiOkResponse({ type: SchemaPageAnswer })
  @ApiRefusals(404, 422)
  list(@Incoming() call: IncomingCall, @Query() query: ListSchemasQuery): Promise<SchemaPage> {
    return this.schemas.list(call, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Look at a schema' })
  @ApiOkResponse({ type: SchemaAnswer })
  @ApiRefusals(404)
  get(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<Schema> {
    return this.schemas.get(call, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a schema; what the body leaves out stays' })
  @ApiOkResponse({ type: SchemaAnswer })
  @ApiRefusals(404, 422)
  update(
    @Incoming() call: IncomingCall,
    @Param('id') id: string,
    @Body() body: UpdateSchemaBody,
  ): Promise<Schema> {
    return this.schemas.update(call, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a schema that no subscription and no other schema names' })
  @ApiNoContentResponse()
  @ApiRefusals(404, 409)
  delete(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<void> {
    return this.schemas.delete(call, id);
  }
}
