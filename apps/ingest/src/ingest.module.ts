// What the service is made of.
import { Module, type DynamicModule } from '@nestjs/common';
import { EventsController } from './doors/events.controller.js';
import { EventsGrpcController } from './doors/events-grpc.controller.js';
import { EventTypesController } from './event-types/event-types.controller.js';
import { KafkaSide } from './kafka/kafka-side.js';
import { IngestService } from './publishing/ingest.service.js';

export interface IngestParts {
  readonly kafkaSide: KafkaSide;
  readonly ingest: IngestService;
}

@Module({})
export class IngestModule {
  static of({ kafkaSide, ingest }: IngestParts): DynamicModule {
    return {
      module: IngestModule,
      controllers: [EventsController, EventsGrpcController, EventTypesController],
      providers: [
        { provide: KafkaSide, useValue: kafkaSide },
        { provide: IngestService, useValue: ingest },
      ],
    };
  }
}
