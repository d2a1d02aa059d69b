// gRPC `EventTypeService`; its messages are the bodies of REST, with JSON objects as Structs.
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { givenFields } from '../doors/given-fields.js';
import { structOf, type Struct } from '../doors/struct.js';
import type { EventTypeDocument, EventTypeSummary } from './event-type-document.js';
import { EventTypesService } from './event-types.service.js';

type EventTypeMessage = EventTypeSummary & {
  readonly schema: Struct;
  readonly sample: Readonly<Record<string, unknown>> & { readonly data: Struct };
};

@Controller()
export class EventTypesGrpcController {
  constructor(private readonly eventTypes: EventTypesService) {}

  @GrpcMethod('EventTypeService', 'ListEventTypes')
  list(@Payload() message: object): { readonly event_types: readonly EventTypeSummary[] } {
    return this.eventTypes.list(givenFields(message));
  }

  @GrpcMethod('EventTypeService', 'GetEventType')
  get(@Payload() { type = '' }: { readonly type?: string }): { readonly event_type: EventTypeMessage } {
    return { event_type: messageOf(this.eventTypes.get(type)) };
  }
}

const messageOf = ({ schema, sample, ...summary }: EventTypeDocument): EventTypeMessage => ({
  ...summary,
  schema: structOf(schema),
  sample: { ...sample, data: structOf(sample.data) },
});
