// What the service is made of.
import { Module, type DynamicModule } from '@nestjs/common';
import { AutomationWebhooks } from './automations/automation-webhooks.js';
import { AutomationsController } from './automations/automations.controller.js';
import { AutomationsGrpcController } from './automations/automations-grpc.controller.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { WebhookIntake } from './connections/webhook-intake.js';
import { EventsController } from './doors/events.controller.js';
import { EventsGrpcController } from './doors/events-grpc.controller.js';
import { EventTypesController } from './event-types/event-types.controller.js';
import { EventTypesGrpcController } from './event-types/event-types-grpc.controller.js';
import { EventTypesService } from './event-types/event-types.service.js';
import { KafkaSide } from './kafka/kafka-side.js';
import { IngestService } from './publishing/ingest.service.js';

export interface IngestParts {
  readonly kafkaSide: KafkaSide;
  readonly ingest: IngestService;
  readonly eventTypes: EventTypesService;
  readonly webhooks: WebhookIntake;
  readonly automations: AutomationWebhooks;
}

@Module({})
export class IngestModule {
  static of({ kafkaSide, ingest, eventTypes, webhooks, automations }: IngestParts): DynamicModule {
    return {
      module: IngestModule,
      controllers: [
        EventsController,
        EventsGrpcController,
        EventTypesController,
        EventTypesGrpcController,
        ConnectionsController,
        AutomationsController,
        AutomationsGrpcController,
      ],
      providers: [
        { provide: KafkaSide, useValue: kafkaSide },
        { provide: IngestService, useValue: ingest },
        { provide: EventTypesService, useValue: eventTypes },
        { provide: WebhookIntake, useValue: webhooks },
        { provide: AutomationWebhooks, useValue: automations },
      ],
    };
  }
}
