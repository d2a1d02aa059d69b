// A client that was written for ActiveCampaign: it is told another base URL and another key, and nothing else.
import { eventually } from '@posthorn/testing';
import { expect } from 'vitest';
import { z } from 'zod';
import { cloudEventRecord } from './cloud-events.js';
import { capturedBody, capturedEvent } from './captured-event.js';
import { journey } from './journey.js';

const webhookSchema = z.strictObject({
  ...{ cdate: z.string(), listid: z.string(), name: z.string(), url: z.string(), id: z.string() },
  ...{ events: z.array(z.string()), sources: z.array(z.string()), links: z.array(z.string()) },
  schemaid: z.string().optional(),
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

journey(
  'a client written for ActiveCampaign makes webhooks for orders and for custom objects',
  async ({ system, receiver, signUp, produce }) => {
    const { accountId, admin, adminToken, ingest } = await signUp('REST');
    const client = new ActiveCampaignClient(system.stack.services.subscriptions.http, adminToken);
    const make = async (path: string, given: object) => {
      const webhook = { name: path, url: receiver.url + path, sources: ['api'], ...given };
      return oneSchema.parse(await client.call('POST', 'webhooks', { webhook })).webhook;
    };
    const schema = await admin.do('createSchema', {
      ...{ slug: 'car', labels: { singular: 'Car', plural: 'Cars' } },
      fields: [{ id: 'plate', label: 'Plate', type: 'text' }],
    });
    await make('/orders', { events: ['order_deleted'] });
    const cars = await make('/cars', { events: ['custom_object_deleted'], schemaid: schema.id });
    expect(cars.schemaid).toBe(schema.id);

    const car = { schema: { id: schema.id, slug: 'car' }, record: { id: 'record-1' } };
    const order = (id: string) => ({ order: { id } });
    await ingest.do('publish', { type: 'order_deleted', initiatedfrom: 'api', data: order('7') });
    await ingest.do('publish', { type: 'custom_object_deleted', initiatedfrom: 'api', data: car });
    const fromProducer = { accountId, type: 'order_deleted', extensions: { initiatedfrom: 'api' } };
    await produce([cloudEventRecord('binary', { ...fromProducer, data: order('8') })], {
      objectType: 'order',
    });
    await receiver.received(3);
    const fieldAt = (path: string, key: string) =>
      receiver.at(path).map(({ body }) => new URLSearchParams(body.toString()).get(key));
    expect(fieldAt('/orders', 'order[id]').sort()).toEqual(['7', '8']);
    expect(fieldAt('/cars', 'record[id]')).toEqual(['record-1']);
  },
);
