// REST `/v1/tokens`. Bodies and queries are typed for the OpenAPI document; the service parses them.
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiRefusals } from '../open-api/api-refusals.js';
import { CreatedTokenAnswer, CreateTokenBody, ListTokensQuery, TokenPageAnswer } from './token-documents.js';
import type { CreatedToken, TokenPage } from './token-requests.js';
import { TokensService } from './tokens.service.js';

@ApiTags('tokens')
@Controller('v1/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Post()
  @ApiOperation({ summary: 'Make a token; its text is in this answer only' })
  @ApiCreatedResponse({ type: CreatedTokenAnswer })
  @ApiRefusals(404, 409, 422)
  create(@Incoming() call: IncomingCall, @Body() body: CreateTokenBody): Promise<CreatedToken> {
    return this.tokens.create(call, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the tokens of an account, oldest first' })
  @ApiOkResponse({ type: TokenPageAnswer })
  @ApiRefusals(404, 422)
  list(@Incoming() call: IncomingCall, @Query() query: ListTokensQuery): Promise<TokenPage> {
    return this.tokens.list(call, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a token' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  delete(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<void> {
    return this.tokens.delete(call, id);
  }
}
