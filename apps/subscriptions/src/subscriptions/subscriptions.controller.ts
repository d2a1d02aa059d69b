// REST `/v1/subscriptions`. Bodies and queries are typed for the OpenAPI document; behind this they are parsed.
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
import { SecretReveal } from './secret-reveal.js';
import { SecretRotation } from './secret-rotation.js';
import type { CreatedSubscription, Subscription, SubscriptionPage } from './subscription-answers.js';
import { SubscriptionChanges } from './subscription-changes.js';
import { SubscriptionCreation } from './subscription-creation.js';
import {
  CreatedSubscriptionAnswer,
  CreateSubscriptionBody,
  ListSubscriptionsQuery,
  SubscriptionAnswer,
  SubscriptionPageAnswer,
  UpdateSubscriptionBody,
} from './subscription-documents.js';
import { SubscriptionReads } from './subscription-reads.js';

@ApiTags('subscriptions')
@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly creation: SubscriptionCreation,
    private readonly reads: SubscriptionReads,
    private readonly changes: SubscriptionChanges,
    private readonly rotation: SecretRotation,
    private readonly secretReveal: SecretReveal,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Subscribe a URL to events; the answer has the signing secret' })
  @ApiCreatedResponse({ type: CreatedSubscriptionAnswer })
  @ApiRefusals(404, 409, 422)
  create(@Incoming() call: IncomingCall, @Body() body: CreateSubscriptionBody): Promise<CreatedSubscription> {
    return this.creation.create(call, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the subscriptions of an account, oldest first' })
  @ApiOkResponse({ type: SubscriptionPageAnswer })
  @ApiRefusals(404, 422)
  list(@Incoming() call: IncomingCall, @Query() query: ListSubscriptionsQuery): Promise<SubscriptionPage> {
    return this.reads.list(call, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Look at a subscription' })
  @ApiOkResponse({ type: SubscriptionAnswer })
  @ApiRefusals(404)
  get(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<Subscription> {
    return this.reads.get(call, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a subscription; what the body leaves out stays' })
  @ApiOkResponse({ type: SubscriptionAnswer })
  @ApiRefusals(404, 422)
  update(
    @Incoming() call: IncomingCall,
    @Param('id') id: string,
    @Body() body: UpdateSubscriptionBody,
  ): Promise<Subscription> {
    return this.changes.update(call, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a subscription' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  delete(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<void> {
    return this.changes.delete(call, id);
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give it a new signing secret; the former one signs beside it for 24 hours' })
  @ApiOkResponse({ type: CreatedSubscriptionAnswer })
  @ApiRefusals(404, 409)
  rotateSecret(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<CreatedSubscription> {
    return this.rotation.rotate(call, id);
  }

  @Post(':id/reveal-secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Show its signing secret again; not to tokens with the role read' })
  @ApiOkResponse({ type: CreatedSubscriptionAnswer })
  @ApiRefusals(404)
  revealSecret(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<CreatedSubscription> {
    return this.secretReveal.reveal(call, id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send nothing, and keep nothing for later, until it is resumed' })
  @ApiOkResponse({ type: SubscriptionAnswer })
  @ApiRefusals(404, 409)
  pause(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<Subscription> {
    return this.changes.pause(call, id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bring a paused or disabled subscription back' })
  @ApiOkResponse({ type: SubscriptionAnswer })
  @ApiRefusals(404, 409)
  resume(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<Subscription> {
    return this.changes.resume(call, id);
  }
}
