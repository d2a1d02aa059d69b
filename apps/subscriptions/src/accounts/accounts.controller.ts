// REST `/v1/accounts`. Bodies and queries are typed for the OpenAPI document; the service parses them.
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiRefusals } from '../open-api/api-refusals.js';
import {
  AccountAnswer,
  AccountPageAnswer,
  CreateAccountBody,
  CreatedAccountAnswer,
  DeletedAccountAnswer,
  ListAccountsQuery,
  UpdateAccountBody,
} from './account-documents.js';
import type { Account, AccountPage, CreatedAccount, DeletedAccount } from './account-requests.js';
import { AccountsService } from './accounts.service.js';
import { AutomationSecretReveal } from './automation-secret-reveal.js';
import { AutomationSecretRotation } from './automation-secret-rotation.js';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly rotation: AutomationSecretRotation,
    private readonly secretReveal: AutomationSecretReveal,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Make an account (operator); the answer has its automation secret' })
  @ApiCreatedResponse({ type: CreatedAccountAnswer })
  @ApiRefusals(409, 422)
  create(@Incoming() call: IncomingCall, @Body() body: CreateAccountBody): Promise<CreatedAccount> {
    return this.accounts.create(call, body);
  }

  @Get()
  @ApiOperation({ summary: 'List accounts, oldest first (operator)' })
  @ApiOkResponse({ type: AccountPageAnswer })
  @ApiRefusals(422)
  list(@Incoming() call: IncomingCall, @Query() query: ListAccountsQuery): Promise<AccountPage> {
    return this.accounts.list(call, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Look at an account (operator)' })
  @ApiOkResponse({ type: AccountAnswer })
  @ApiRefusals(404)
  get(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<Account> {
    return this.accounts.get(call, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change an account (operator)' })
  @ApiOkResponse({ type: AccountAnswer })
  @ApiRefusals(404, 422)
  update(
    @Incoming() call: IncomingCall,
    @Param('id') id: string,
    @Body() body: UpdateAccountBody,
  ): Promise<Account> {
    return this.accounts.update(call, id, body);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete an account with all that it owns (operator)' })
  @ApiOkResponse({ type: DeletedAccountAnswer })
  @ApiRefusals(404)
  delete(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<DeletedAccount> {
    return this.accounts.delete(call, id);
  }

  @Post(':id/rotate-automation-secret')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give its automations a new signing secret; the former one signs beside it for 24 hours',
  })
  @ApiOkResponse({ type: CreatedAccountAnswer })
  @ApiRefusals(404, 409)
  rotateAutomationSecret(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<CreatedAccount> {
    return this.rotation.rotate(call, id);
  }

  @Post(':id/reveal-automation-secret')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Show the signing secret of its automations again; not to tokens with the role read',
  })
  @ApiOkResponse({ type: CreatedAccountAnswer })
  @ApiRefusals(404)
  revealAutomationSecret(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<CreatedAccount> {
    return this.secretReveal.reveal(call, id);
  }
}
