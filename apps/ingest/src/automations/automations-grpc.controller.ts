// gRPC `AutomationService`; its message is the body of REST, with the id of the automation.
import type { automationsV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { AutomationWebhooks } from './automation-webhooks.js';
import { automationOf, type AutomationMessage } from './grpc-automation.js';

@Controller()
export class AutomationsGrpcController {
  constructor(private readonly webhooks: AutomationWebhooks) {}

  @GrpcMethod('AutomationService', 'SendWebhook')
  async send(
    @Payload() message: AutomationMessage,
    @Incoming() call: IncomingCall,
  ): Promise<automationsV1.SendWebhookResponse> {
    return { accepted: await this.webhooks.send(automationOf(message), call) };
  }
}
