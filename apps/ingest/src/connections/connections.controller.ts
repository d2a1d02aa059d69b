// REST `POST /v1/connections/{id}/{platform}`: the door for shops. They send no token; the signature is the proof.
import { Manner } from '@posthorn/service-runtime';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiShopWebhook } from '../open-api/api-shop-webhook.js';
import { ShopWebhook } from './shop-webhook.js';
import { WebhookIntake, type AddressedWebhook, type WebhookAnswer } from './webhook-intake.js';

@Controller('v1/connections')
export class ConnectionsController {
  constructor(private readonly intake: WebhookIntake) {}

  @Post(':id/:platform')
  @HttpCode(200)
  @Manner({ rawBody: true })
  @ApiShopWebhook()
  take(@ShopWebhook() webhook: AddressedWebhook): Promise<WebhookAnswer> {
    return this.intake.take(webhook);
  }
}
