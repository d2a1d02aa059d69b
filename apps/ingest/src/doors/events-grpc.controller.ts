// gRPC `IngestService`; its messages are the bodies of REST.
import type { ingestV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, GrpcStreamCall, Payload } from '@nestjs/microservices';
import { IngestService } from '../publishing/ingest.service.js';
import { eventOf, type EventMessage } from './grpc-event.js';
import { publishStream, type PublishStreamCall } from './publish-stream.js';

@Controller()
export class EventsGrpcController {
  constructor(private readonly ingest: IngestService) {}

  @GrpcMethod('IngestService', 'Publish')
  async publish(
    @Payload() { event }: { readonly event?: EventMessage },
    @Incoming() call: IncomingCall,
  ): Promise<ingestV1.PublishResponse> {
    return { accepted: await this.ingest.publish(eventOf(event), call) };
  }

  @GrpcMethod('IngestService', 'PublishBatch')
  async publishBatch(
    @Payload() { events = [] }: { readonly events?: readonly EventMessage[] },
    @Incoming() call: IncomingCall,
  ): Promise<ingestV1.PublishBatchResponse> {
    const { body } = await this.ingest.publishBatch(events.map(eventOf), call);
    return body;
  }

  @GrpcStreamCall('IngestService', 'PublishStream')
  publishStream(@Payload() stream: PublishStreamCall, @Incoming() call: IncomingCall): Promise<void> {
    return publishStream(stream, (event) => this.ingest.outcomeOf(event, call));
  }
}
