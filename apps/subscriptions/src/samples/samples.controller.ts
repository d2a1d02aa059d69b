// REST `/v1/subscriptions/{id}/sample`, and gRPC `SendSample`: one method behind both.
import type { subscriptionsV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiRefusals } from '../open-api/api-refusals.js';
import { presentFields } from '../requests/grpc-message.js';
import { SampleAnswer, SendSampleBody } from './sample-documents.js';
import type { Sample } from './sample-requests.js';
import { SamplesService } from './samples.service.js';

@ApiTags('subscriptions')
@Controller('v1/subscriptions')
export class SamplesController {
  constructor(private readonly samples: SamplesService) {}

  @Post(':id/sample')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send sample data to the URL now, and see what comes of it; also of a stopped one',
  })
  @ApiBody({ type: SendSampleBody, required: false })
  @ApiOkResponse({ type: SampleAnswer })
  @ApiRefusals(404, 422, 429)
  send(@Incoming() call: IncomingCall, @Param('id') id: string, @Body() body: unknown): Promise<Sample> {
    return this.samples.send(call, id, body);
  }
}

@Controller()
export class SamplesGrpcController {
  constructor(private readonly samples: SamplesService) {}

  @GrpcMethod('SubscriptionService', 'SendSample')
  async send(
    @Payload() { id, ...fields }: subscriptionsV1.SendSampleRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.SendSampleResponse> {
    return { sample: await this.samples.send(call, id, presentFields(fields)) };
  }
}
