// REST `POST /v1/automations/{series_id}/webhook`.
import type { ingestV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAutomationWebhook } from '../open-api/api-automation-webhook.js';
import { AutomationWebhooks } from './automation-webhooks.js';

@Controller('v1/automations')
export class AutomationsController {
  constructor(private readonly webhooks: AutomationWebhooks) {}

  @Post(':series_id/webhook')
  @HttpCode(202)
  @ApiAutomationWebhook()
  send(
    @Param('series_id') seriesId: string,
    @Body() body: unknown,
    @Incoming() call: IncomingCall,
  ): Promise<ingestV1.Accepted> {
    return this.webhooks.send({ seriesId, body }, call);
  }
}
