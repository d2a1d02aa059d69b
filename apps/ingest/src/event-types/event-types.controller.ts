// REST `/v1/event-types`.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiEventType, ApiEventTypes } from '../open-api/api-event-types.js';
import type { EventTypeDocument, EventTypeSummary } from './event-type-document.js';
import { EventTypesService } from './event-types.service.js';

@Controller('v1/event-types')
export class EventTypesController {
  constructor(private readonly eventTypes: EventTypesService) {}

  @Get()
  @ApiEventTypes()
  list(@Query() filter: unknown): { readonly event_types: readonly EventTypeSummary[] } {
    return this.eventTypes.list(filter);
  }

  @Get(':type')
  @ApiEventType()
  get(@Param('type') type: string): EventTypeDocument {
    return this.eventTypes.get(type);
  }
}
