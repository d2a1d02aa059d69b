// Bodies of the API v3 as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const webhookSchema = z.object({
  cdate: z.string().describe('2016-01-01T12:00:00-00:00, UTC'),
  listid: z.string().describe('"0": none'),
  name: z.string(),
  url: z.string().describe('Masked for tokens with the role read'),
  events: z.array(z.string()),
  sources: z.array(z.string()),
  links: z.array(z.string()).describe('Always empty'),
  id: z.string().describe('Decimal, ascending within the account'),
  schemaid: z.string().optional().describe("Of webhooks for custom objects: the schema's id"),
});
const wrappedSchema = z.object({ webhook: webhookSchema });
const pageSchema = z.object({
  webhooks: z.array(webhookSchema),
  meta: z.object({ total: z.string().describe('Of all that fit the filters') }),
});
const eventsSchema = z.object({
  webhookEvents: z.array(z.string()),
  meta: z.object({ total: z.int() }),
});
const requestSchema = z.object({
  webhook: z
    .object({
      name: z.string(),
      url: z.string(),
      events: z.array(z.string()),
      sources: z.array(z.string()),
      listid: z.union([z.string(), z.int()]).describe('"0": none'),
      schemaid: z.string().describe("Of webhooks for custom objects: the schema's id"),
    })
    .partial()
    .describe('A new webhook needs name, url, events and sources'),
});

export type Webhook = z.output<typeof webhookSchema>;
export type WrappedWebhook = z.output<typeof wrappedSchema>;
export type WebhookPage = z.output<typeof pageSchema>;
export type WebhookEvents = z.output<typeof eventsSchema>;

export class WebhookBody extends createZodDto(requestSchema) {}
export class WebhookAnswer extends createZodDto(wrappedSchema) {}
export class WebhookPageAnswer extends createZodDto(pageSchema) {}
export class WebhookEventsAnswer extends createZodDto(eventsSchema) {}
