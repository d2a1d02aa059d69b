// What a customer can ask for, as each door takes it and what it answers. The shapes are told here once more, on
// purpose: they are what clients have written into their code.
import { z } from 'zod';

const account = z.strictObject({
  id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  plans: z.array(z.string()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

const createdAccount = account.extend({ automation_secret: z.string().startsWith('whsec_') });

const token = z.strictObject({
  id: z.string().startsWith('tok_'),
  account_id: z.string(),
  name: z.string(),
  role: z.string(),
  created_at: z.iso.datetime(),
  token: z.string().regex(/^pht_[\w-]{43}$/),
});

const subscription = z.strictObject({
  id: z.string().startsWith('sub_'),
  number: z.string().regex(/^[1-9]\d*$/),
  account_id: z.string(),
  name: z.string(),
  url: z.string(),
  event_types: z.array(z.string()),
  sources: z.array(z.string()),
  list_id: z.string().optional(),
  schema_id: z.string().optional(),
  state: z.enum(['pending', 'active', 'paused', 'disabled', 'suspended']),
  state_reason: z.string().optional(),
  kind: z.enum(['standard', 'custom_object', 'ecommerce']),
  lacked_event_types: z.array(z.string()).default([]),
  state_changed_at: z.iso.datetime(),
  health: z.looseObject({ reported_at: z.iso.datetime() }).optional(),
  body_format: z.enum(['form', 'json']),
  max_in_flight: z.int().optional(),
  rate_per_second: z.number().optional(),
  effective_from: z.iso.datetime(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

const createdSubscription = subscription.extend({ secret: z.string().startsWith('whsec_') });

const connection = z.strictObject({
  id: z.string().startsWith('con_'),
  number: z.string().regex(/^[1-9]\d*$/),
  account_id: z.string(),
  platform: z.string(),
  name: z.string(),
  shop: z.string(),
  webhook_path: z.string().startsWith('/v1/connections/con_'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

const sample = z.strictObject({
  event_type: z.string(),
  request: z.strictObject({
    method: z.literal('POST'),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  outcome: z.enum(['delivered', 'rejected', 'unreachable', 'blocked']),
  outcome_reason: z.string().optional(),
  detail: z.string().optional(),
  duration_ms: z.int().default(0),
  status: z.int().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  body_truncated: z.boolean().default(false),
});

const schema = z.strictObject({
  id: z.string(),
  account_id: z.string(),
  slug: z.string(),
  labels: z.strictObject({ singular: z.string(), plural: z.string() }),
  fields: z.array(
    z.strictObject({
      ...{ id: z.string(), label: z.string(), type: z.string(), required: z.boolean() },
      options: z.array(z.string()).default([]),
    }),
  ),
  relationships: z
    .array(
      z.strictObject({
        ...{ id: z.string(), label: z.string(), to: z.string(), many: z.boolean() },
        schema_id: z.string().optional(),
      }),
    )
    .default([]),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

const accepted = z.strictObject({
  id: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: z.string().regex(/^\d+$/),
  appended_at: z.iso.datetime(),
});

const batch = z.object({
  accepted_count: z.int(),
  refused_count: z.int(),
  results: z.array(
    z.object({
      accepted: accepted.optional(),
      refused: z
        .object({ status: z.int(), code: z.string(), errors: z.array(z.object({ field: z.string() })) })
        .optional(),
    }),
  ),
});

const page = z.strictObject({ subscriptions: z.array(subscription), next_page_token: z.string().optional() });
const nothing = z.strictObject({});

/**
 * `rest`: the service, and the request with `:id` from the fields. `grpc`: service, method, and the field of the
 * answer that REST answers by itself.
 */
export const operations = {
  createAccount: {
    rest: ['subscriptions', 'POST', '/v1/accounts'],
    grpc: ['AccountService', 'CreateAccount', 'account'],
    answer: createdAccount,
  },
  rotateAutomationSecret: {
    rest: ['subscriptions', 'POST', '/v1/accounts/:id/rotate-automation-secret'],
    grpc: ['AccountService', 'RotateAutomationSecret', 'account'],
    answer: createdAccount,
  },
  createToken: {
    rest: ['subscriptions', 'POST', '/v1/tokens'],
    grpc: ['TokenService', 'CreateToken', 'token'],
    answer: token,
  },
  deleteToken: {
    rest: ['subscriptions', 'DELETE', '/v1/tokens/:id'],
    grpc: ['TokenService', 'DeleteToken'],
    answer: nothing,
  },
  createSubscription: {
    rest: ['subscriptions', 'POST', '/v1/subscriptions'],
    grpc: ['SubscriptionService', 'CreateSubscription', 'subscription'],
    answer: createdSubscription,
  },
  getSubscription: {
    rest: ['subscriptions', 'GET', '/v1/subscriptions/:id'],
    grpc: ['SubscriptionService', 'GetSubscription', 'subscription'],
    answer: subscription,
  },
  listSubscriptions: {
    rest: ['subscriptions', 'GET', '/v1/subscriptions'],
    grpc: ['SubscriptionService', 'ListSubscriptions'],
    answer: page,
  },
  updateSubscription: {
    rest: ['subscriptions', 'PATCH', '/v1/subscriptions/:id'],
    grpc: ['SubscriptionService', 'UpdateSubscription', 'subscription'],
    answer: subscription,
  },
  deleteSubscription: {
    rest: ['subscriptions', 'DELETE', '/v1/subscriptions/:id'],
    grpc: ['SubscriptionService', 'DeleteSubscription'],
    answer: nothing,
  },
  pauseSubscription: {
    rest: ['subscriptions', 'POST', '/v1/subscriptions/:id/pause'],
    grpc: ['SubscriptionService', 'PauseSubscription', 'subscription'],
    answer: subscription,
  },
  resumeSubscription: {
    rest: ['subscriptions', 'POST', '/v1/subscriptions/:id/resume'],
    grpc: ['SubscriptionService', 'ResumeSubscription', 'subscription'],
    answer: subscription,
  },
  sendSample: {
    rest: ['subscriptions', 'POST', '/v1/subscriptions/:id/sample'],
    grpc: ['SubscriptionService', 'SendSample', 'sample'],
    answer: sample,
  },
  createConnection: {
    rest: ['subscriptions', 'POST', '/v1/connections'],
    grpc: ['ConnectionService', 'CreateConnection', 'connection'],
    answer: connection,
  },
  deleteConnection: {
    rest: ['subscriptions', 'DELETE', '/v1/connections/:id'],
    grpc: ['ConnectionService', 'DeleteConnection'],
    answer: nothing,
  },
  createSchema: {
    rest: ['subscriptions', 'POST', '/v1/schemas'],
    grpc: ['SchemaService', 'CreateSchema', 'schema'],
    answer: schema,
  },
  updateSchema: {
    rest: ['subscriptions', 'PATCH', '/v1/schemas/:id'],
    grpc: ['SchemaService', 'UpdateSchema', 'schema'],
    answer: schema,
  },
  deleteSchema: {
    rest: ['subscriptions', 'DELETE', '/v1/schemas/:id'],
    grpc: ['SchemaService', 'DeleteSchema'],
    answer: nothing,
  },
  sendAutomationWebhook: {
    rest: ['ingest', 'POST', '/v1/automations/:id/webhook'],
    grpc: ['AutomationService', 'SendWebhook', 'accepted'],
    answer: accepted,
  },
  publish: {
    rest: ['ingest', 'POST', '/v1/events'],
    grpc: ['IngestService', 'Publish', 'accepted'],
    answer: accepted,
  },
  publishBatch: {
    rest: ['ingest', 'POST', '/v1/events'],
    grpc: ['IngestService', 'PublishBatch'],
    answer: batch,
  },
} as const satisfies Readonly<Record<string, Operation>>;

interface Operation {
  readonly rest: readonly ['subscriptions' | 'ingest', 'GET' | 'POST' | 'PATCH' | 'DELETE', string];
  readonly grpc: readonly [service: string, method: string, field?: string];
  readonly answer: z.ZodType;
}

export type OperationName = keyof typeof operations;

export type AnswerOf<Name extends OperationName> = z.output<(typeof operations)[Name]['answer']>;
