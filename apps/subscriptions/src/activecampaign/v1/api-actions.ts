// What each `api_action` does. Judgement is the service's; translation is pure, in the files beside this one.
import type { IncomingCall } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Callers } from '../../authentication/callers.js';
import { parseRequest } from '../../requests/parse-request.js';
import { SubscriptionChanges } from '../../subscriptions/subscription-changes.js';
import { SubscriptionCreation } from '../../subscriptions/subscription-creation.js';
import { SubscriptionReads } from '../../subscriptions/subscription-reads.js';
import { SubscriptionSearch } from '../../subscriptions/subscription-search.js';
import type { Fields } from '../php-fields.js';
import { webhookEventCodes } from '../webhook-event-codes.js';
import { changesOf, creationOf, idOf, searchOf } from './api-request.js';
import { foundRows, rowOf, rows, success, type ApiResult } from './api-result.js';

const actionNames = [
  'webhook_add',
  'webhook_edit',
  'webhook_delete',
  'webhook_list',
  'webhook_view',
  'webhook_events',
] as const;

type ActionName = (typeof actionNames)[number];
type Action = (call: IncomingCall, fields: Fields) => Promise<ApiResult>;

const requestSchema = z.looseObject({
  api_action: z.enum(actionNames, { error: `One of ${actionNames.join(', ')}` }),
  api_output: z.literal('json', { error: 'Answers are JSON; send api_output=json' }).optional(),
});

@Injectable()
export class ApiActions {
  constructor(
    private readonly callers: Callers,
    private readonly creation: SubscriptionCreation,
    private readonly reads: SubscriptionReads,
    private readonly search: SubscriptionSearch,
    private readonly changes: SubscriptionChanges,
  ) {}

  private readonly actions: Readonly<Record<ActionName, Action>> = {
    webhook_add: async (call, fields) => {
      const { number } = await this.creation.create(call, creationOf(fields));
      return success('Webhook added', { id: number });
    },
    webhook_edit: async (call, fields) => {
      const { number } = await this.changes.update(call, idOf(fields), changesOf(fields));
      return success('Webhook updated', { id: number });
    },
    webhook_delete: async (call, fields) => {
      await this.changes.delete(call, idOf(fields));
      return success('Webhook deleted');
    },
    webhook_list: async (call, fields) => foundRows(await this.search.find(call, searchOf(fields))),
    webhook_view: async (call, fields) =>
      success('Success: Something is returned', rowOf(await this.reads.get(call, idOf(fields)))),
    webhook_events: async (call) => {
      await this.callers.identify(call, 'read');
      return rows(webhookEventCodes);
    },
  };

  /** Throws what the service throws. */
  run(call: IncomingCall, fields: Fields): Promise<ApiResult> {
    const { api_action: name } = parseRequest(requestSchema, fields);
    return this.actions[name](call, fields);
  }
}
