// A client that was written for ActiveCampaign: it is told another base URL and another key, and nothing else.
import { eventually } from '@posthorn/testing';
import { expect } from 'vitest';
import { z } from 'zod';
import { capturedBody, capturedEvent } from './captured-event.js';
import { journey } from './journey.js';

const webhookSchema = z.strictObject({
  ...{ cdate: z.string(), listid: z.string(), name: z.string(), url: z.string(), id: z.string() },
  ...{ events: z.array(z.string()), sources: z.array(z.string()), links: z.array(z.string()) },
});
const oneSchema = z.strictObject({ webhook: webhookSchema });
const pageSchema = z.strictObject({
  webhooks: z.array(webhookSchema),
  meta: z.strictObject({ total: z.string() }),
});

class ActiveCampaignClient {
  constructor(
    private readonly baseUrl: string,
    private readonly apiToken: string,
  ) {}

  async call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}/api/3/${path}`, {
      method,
      headers: { 'Api-Token': this.apiToken, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text);
  }
}

journey(
  'a client of ActiveCampaign subscribes, and gets what it would get there',
  async ({ system, receiver, signUp }) => {
    const { adminToken, ingest } = await signUp();
    const client = new ActiveCampaignClient(system.stack.services.subscriptions.http, adminToken);
    const webhook = {
      ...{ name: 'My Hook', url: `${receiver.url}/hook`, listid: 0 },
      ...{ events: ['contact_tag_added'], sources: ['public', 'admin'] },
    };
    const created = oneSchema.parse(await client.call('POST', 'webhooks', { webhook })).webhook;
    expect(created).toMatchObject({ ...webhook, listid: '0', id: '1' });
    const page = pageSchema.parse(await client.call('GET', 'webhooks?filters[name]=My%20Hook'));
    expect(page).toEqual({ webhooks: [created], meta: { total: '1' } });

    await ingest.do('publish', capturedEvent);
    const [post] = await receiver.received(1);
    expect(post?.body.toString()).toBe(capturedBody);

    const moved = { ...created, url: `${receiver.url}/moved` };
    await client.call('PUT', 'webhooks/1', { webhook: moved });
    await eventually(async () => {
      await ingest.do('publish', capturedEvent);
      return receiver.at('/moved').length > 0;
    });
    expect(await client.call('DELETE', 'webhooks/1')).toEqual({});
    await expect(client.call('GET', 'webhooks/1')).rejects.toThrow(
      '404 {"message":"No Result found for Webhook with id 1"}',
    );
  },
);
