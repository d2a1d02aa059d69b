// ActiveCampaign's `/api/3/webhooks`: its words for what `/v1/subscriptions` does.
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, Delete, Get, Param, Post, Put, UseGuards } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Callers } from '../../authentication/callers.js';
import { SubscriptionChanges } from '../../subscriptions/subscription-changes.js';
import { SubscriptionCreation } from '../../subscriptions/subscription-creation.js';
import { SubscriptionReads } from '../../subscriptions/subscription-reads.js';
import { SubscriptionSearch } from '../../subscriptions/subscription-search.js';
import { PhpQuery } from '../activecampaign-call.js';
import type { Fields } from '../php-fields.js';
import { TokenRate } from '../token-rate.guard.js';
import { ApiV3Route } from './api-v3-route.js';
import { webhookEvents, webhookPage, wrapped } from './webhook.js';
import {
  WebhookAnswer,
  WebhookBody,
  WebhookEventsAnswer,
  WebhookPageAnswer,
  type WebhookEvents,
  type WebhookPage,
  type WrappedWebhook,
} from './webhook-documents.js';
import { changesOf, creationOf, searchOf } from './webhook-request.js';

@ApiTags('ActiveCampaign API v3')
@Controller('api/3')
@UseGuards(TokenRate)
export class WebhooksController {
  constructor(
    private readonly callers: Callers,
    private readonly creation: SubscriptionCreation,
    private readonly reads: SubscriptionReads,
    private readonly search: SubscriptionSearch,
    private readonly changes: SubscriptionChanges,
  ) {}

  @Post('webhooks')
  @ApiV3Route('Create a webhook', 422)
  @ApiBody({ type: WebhookBody })
  @ApiCreatedResponse({ type: WebhookAnswer })
  async create(@Incoming() call: IncomingCall, @Body() body: unknown): Promise<WrappedWebhook> {
    return wrapped(await this.creation.create(call, creationOf(body)));
  }

  @Get('webhooks')
  @ApiV3Route('List webhooks: filters[name|url|listid], orders[field]=ASC|DESC, limit, offset', 422)
  @ApiOkResponse({ type: WebhookPageAnswer })
  async list(@Incoming() call: IncomingCall, @PhpQuery() query: Fields): Promise<WebhookPage> {
    return webhookPage(await this.search.find(call, searchOf(query)));
  }

  @Get('webhooks/:id')
  @ApiV3Route('Look at a webhook', 404)
  @ApiOkResponse({ type: WebhookAnswer })
  async get(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<WrappedWebhook> {
    return wrapped(await this.reads.get(call, id));
  }

  @Put('webhooks/:id')
  @ApiV3Route('Change a webhook; what the body leaves out stays', 404, 422)
  @ApiBody({ type: WebhookBody })
  @ApiOkResponse({ type: WebhookAnswer })
  async update(
    @Incoming() call: IncomingCall,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<WrappedWebhook> {
    return wrapped(await this.changes.update(call, id, changesOf(body)));
  }

  @Delete('webhooks/:id')
  @ApiV3Route('Delete a webhook', 404)
  @ApiOkResponse({ description: '{}' })
  async delete(@Incoming() call: IncomingCall, @Param('id') id: string): Promise<object> {
    await this.changes.delete(call, id);
    return {};
  }

  @Get('webhook/events')
  @ApiV3Route('List the event types that a webhook may have')
  @ApiOkResponse({ type: WebhookEventsAnswer })
  async events(@Incoming() call: IncomingCall): Promise<WebhookEvents> {
    await this.callers.identify(call, 'read');
    return webhookEvents;
  }
}
