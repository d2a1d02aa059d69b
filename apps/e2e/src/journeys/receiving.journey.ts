// A customer subscribes a URL, an event is sent, the receiver gets it; through each door.
import { answer, readTopic, type ReceivedRequest } from '@posthorn/testing';
import { Webhook } from 'standardwebhooks';
import { describe, expect } from 'vitest';
import { capturedBody, capturedEvent } from './captured-event.js';
import { contactData, emailsIn, subscribed } from './contact-events.js';
import { journey } from './journey.js';

/** Throws when the signature is not right. The body is a form, and no JSON to be parsed. */
const verify = (secret: string, { headers, body }: Pick<ReceivedRequest, 'headers' | 'body'>): unknown =>
  new Webhook(secret).verify(body, { ...headers }, { jsonParse: false });

describe.each(['REST', 'gRPC'] as const)('over %s', (door) => {
  journey('a receiver gets what ActiveCampaign would send, signed', async ({ system, receiver, signUp }) => {
    const { accountId, admin, ingest } = await signUp(door);
    const wanted = {
      name: 'My receiver',
      url: `${receiver.url}/hook?api_key=s3cret`,
      event_types: ['contact_tag_added'],
      sources: ['admin'],
    };
    const { secret, ...subscription } = await admin.do('createSubscription', wanted);
    expect(subscription).toMatchObject({ ...wanted, account_id: accountId, state: 'active' });
    expect(await admin.do('getSubscription', { id: subscription.id })).toEqual(subscription);

    const accepted = await ingest.do('publish', capturedEvent);
    expect(Date.parse(accepted.appended_at)).toBeGreaterThanOrEqual(Date.parse(subscription.effective_from));
    const { topic, partition, offset } = accepted;
    const records = await readTopic(system.brokers, topic);
    const record = records.find((one) => one.partition === partition && one.offset === offset);
    expect(record?.headers).toMatchObject({ ce_id: accepted.id, ce_accountid: accountId });

    const post = firstOf(await receiver.received(1));
    expect(post).toMatchObject({
      method: 'POST',
      path: '/hook?api_key=s3cret',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(capturedBody.length),
        'user-agent': expect.stringMatching(/^Posthorn\//) as string,
        'webhook-id': expect.stringMatching(/^msg_[a-z2-7]{32}$/) as string,
      },
    });
    expect(post.body.toString()).toBe(capturedBody);
    verify(secret, post);
    const forged = Buffer.from(capturedBody.replace('Robert', 'Mallory'));
    expect(() => verify(secret, { ...post, body: forged })).toThrow('No matching signature');
  });

  journey('a bad event in a batch keeps none of the others back', async ({ subscribe }) => {
    const { ingest, receiver } = await subscribe({ event_types: ['subscribe'] }, door);
    const emails = ['one@example.com', 'two@example.com', 'three@example.com'];
    const [one, ...others] = emails.map(subscribed);
    const bad = { type: 'subscribe', data: { contact: { id: '42' } } };
    const answered = await ingest.do('publishBatch', { events: [one, bad, ...others] });
    expect(answered).toMatchObject({ accepted_count: 3, refused_count: 1 });
    expect(answered.results.map(({ refused }) => refused)).toEqual([
      undefined,
      { status: 422, code: 'invalid_request', errors: [{ field: 'data.contact.email' }] },
      undefined,
      undefined,
    ]);
    expect(emailsIn(await receiver.received(emails.length)).sort()).toEqual([...emails].sort());
  });
});

journey.for(['REST', 'gRPC'] as const)(
  'a note of 900 KB arrives whole, over %s',
  async (door, { subscribe }) => {
    const { ingest, receiver } = await subscribe({ event_types: ['subscriber_note'] }, door);
    const note = 'A long note, “in full”: 100 % & more.\n'.repeat(21_500);
    expect(Buffer.byteLength(note)).toBeGreaterThan(900_000);
    await ingest.do('publish', {
      type: 'subscriber_note',
      data: { ...contactData('ada@example.com'), note: { text: note } },
    });
    const form = new URLSearchParams(firstOf(await receiver.received(1)).body.toString());
    expect(form.get('note') === note).toBe(true);
  },
);

journey('a receiver that fails once gets the same delivery again', async ({ subscribe }) => {
  const { ingest, subscription, receiver } = await subscribe({ event_types: ['subscribe'] });
  receiver.behave((_, index) => answer(index === 0 ? 503 : 200));
  await ingest.do('publish', subscribed('again@example.com'));
  const posts = await receiver.received(2, { timeoutMs: 20_000 });
  const distinct = (of: (post: ReceivedRequest) => string | undefined) => new Set(posts.map(of)).size;
  expect(distinct(({ body }) => body.toString())).toBe(1);
  expect(distinct(({ headers }) => headers['webhook-id'])).toBe(1);
  for (const post of posts) verify(subscription.secret, post);
  await ingest.do('publish', subscribed('next@example.com'));
  expect(emailsIn(await receiver.received(3))).toEqual([
    'again@example.com',
    'again@example.com',
    'next@example.com',
  ]);
});

function firstOf(requests: readonly ReceivedRequest[]): ReceivedRequest {
  const [first] = requests;
  if (first === undefined) throw new Error('nothing came');
  return first;
}
