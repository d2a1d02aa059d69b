// REST `/v1/event-types`: the catalogue. Open to everybody; it tells nothing of any account.
import { notFound } from '@posthorn/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiEventType, ApiEventTypes } from '../open-api/api-event-types.js';
import {
  eventTypeSummaries,
  findEventTypeDocument,
  type EventTypeDocument,
  type EventTypeSummary,
} from './event-type-documents.js';

@Controller('v1/event-types')
export class EventTypesController {
  @Get()
  @ApiEventTypes()
  list(): { readonly event_types: readonly EventTypeSummary[] } {
    return { event_types: eventTypeSummaries };
  }

  @Get(':type')
  @ApiEventType()
  get(@Param('type') type: string): EventTypeDocument {
    return findEventTypeDocument(type) ?? refuse(type);
  }
}

function refuse(type: string): never {
  throw notFound(`There is no event type ${JSON.stringify(type)}; GET /v1/event-types lists them`);
}
