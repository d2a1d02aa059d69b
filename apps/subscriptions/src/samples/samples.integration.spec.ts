import { answer, startReceiver, type Receiver } from '@posthorn/testing';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf, type Body } from '../testing/doors.js';
import { goodSchema, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let receiver: Receiver;
let tenant: Tenant;

beforeAll(async () => {
  service = await startTestService({
    postgresUrl: inject('postgresUrl'),
    samplesPerSecondMax: 3,
    targets: { allowLoopback: true, allowHttp: true, ports: 'any' },
  });
});

afterAll(() => service.stop());

/** Each test has an account of its own, since each account has its limit. */
beforeEach(async () => {
  receiver = await startReceiver();
  tenant = await newTenant(service);
  return () => receiver.stop();
});

const signatureOf = (secret: string, { id, timestamp, body }: Record<'id' | 'timestamp' | 'body', string>) =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')}`;

describe.each(['rest', 'grpc'] as const)('a sample over %s', (doorName) => {
  const call = (...[operation, fields, token]: Parameters<TestService['rest']['call']>) =>
    service[doorName].call(operation, fields, token ?? tenant.tokens.admin);

  const subscribe = async (change: object = {}): Promise<Body> => {
    const wanted = {
      name: 'Mine',
      url: receiver.url,
      event_types: ['subscribe', 'update'],
      sources: ['public'],
    };
    return bodyOf(await call('createSubscription', { ...wanted, ...change }));
  };

  it('is the first event type, sent and signed as a delivery is, and shown as it was sent', async () => {
    const { id, secret } = await subscribe({ url: `${receiver.url}/hook?key=s3cret`, list_id: '7' });
    receiver.behave(() => answer(200));
    const sample = bodyOf(await call('sendSample', { id }));
    const [post] = await receiver.received(1);
    const body = post?.body.toString() ?? '';
    expect(post?.path).toBe('/hook?key=s3cret');
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      ...{ type: 'subscribe', initiated_from: 'public', list: '7' },
    });
    expect(post?.headers).toMatchObject({
      'posthorn-sample': 'true',
      'content-type': 'application/x-www-form-urlencoded',
      'webhook-signature': signatureOf(String(secret), {
        id: post?.headers['webhook-id'] ?? '',
        timestamp: post?.headers['webhook-timestamp'] ?? '',
        body,
      }),
    });
    expect(sample).toMatchObject({
      ...{ event_type: 'subscribe', outcome: 'delivered', status: 200, body_truncated: false },
      request: { method: 'POST', url: `${receiver.url}/hook?key=s3cret`, body },
    });
    expect(post?.headers).toMatchObject((sample.request as Body).headers as object);
  });

  it('is of the type that is asked for, in the format of the subscription, and has an id of its own', async () => {
    const { id } = await subscribe({ body_format: 'json' });
    const samples = [
      await call('sendSample', { id, event_type: 'update' }),
      await call('sendSample', { id }),
    ];
    expect(samples.map((one) => bodyOf(one).event_type)).toEqual(['update', 'subscribe']);
    const posts = await receiver.received(2);
    expect(JSON.parse(posts[0]?.body.toString() ?? '')).toMatchObject({ type: 'update' });
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('of a custom object is a record of the schema that the subscription names', async () => {
    const plans = ['sales_enterprise', 'marketing'];
    bodyOf(await call('updateAccount', { id: tenant.accountId, plans }, operatorToken));
    const schema = bodyOf(await call('createSchema', goodSchema));
    const event_types = ['custom_object_created'];
    const { id } = await subscribe({ event_types, schema_id: schema.id });
    bodyOf(await call('sendSample', { id }));
    const [post] = await receiver.received(1);
    expect(Object.fromEntries(new URLSearchParams(post?.body.toString()))).toMatchObject({
      ...{ 'schema[id]': schema.id, 'schema[slug]': 'engine', 'record[relationships][owner][0]': '123456' },
      ...{ 'record[fields][0][id]': 'metal', 'record[fields][0][value]': 'Brass' },
    });
  });

  it('shows what a receiver answers, and is not sent again', async () => {
    const { id } = await subscribe();
    receiver.behave(() => answer(503));
    expect(bodyOf(await call('sendSample', { id }))).toMatchObject({ outcome: 'rejected', status: 503 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('is sent of a paused one, too, and tells that nobody is there', async () => {
    const { id } = await subscribe({ url: 'http://127.0.0.1:1/' });
    bodyOf(await call('pauseSubscription', { id }));
    const sample = bodyOf(await call('sendSample', { id }));
    expect(sample).toMatchObject({
      ...{ outcome: 'unreachable', outcome_reason: 'connect' },
      detail: expect.any(String) as unknown,
    });
    expect(sample.status).toBeUndefined();
  });

  it('is refused for a type that is not subscribed', async () => {
    const { id } = await subscribe();
    const problem = problemOf(await call('sendSample', { id, event_type: 'deal_add' }));
    expect(problem.errors?.map(({ field }) => field)).toEqual(['event_type']);
    expect(receiver.requests).toEqual([]);
  });

  it('is sent as often in a second as an account may, and no oftener', async () => {
    const { id } = await subscribe();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => call('sendSample', { id })));
    const refused = answers.filter((one) => !one.ok);
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ problem: { status: 429, code: 'rate_limited' } });
    expect(receiver.requests).toHaveLength(3);
  });
});
