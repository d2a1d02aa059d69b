// REST `POST /v1/events`.
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiPublish } from '../open-api/api-publish.js';
import { IngestService } from '../publishing/ingest.service.js';
import { publishBody, type RestAnswer } from './rest-answer.js';

@Controller('v1/events')
export class EventsController {
  constructor(private readonly ingest: IngestService) {}

  @Post()
  @ApiPublish()
  async publish(
    @Body() body: unknown,
    @Incoming() call: IncomingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RestAnswer['body']> {
    const answer = await publishBody(this.ingest, body, call);
    reply.status(answer.status).headers(answer.headers);
    return answer.body;
  }
}
