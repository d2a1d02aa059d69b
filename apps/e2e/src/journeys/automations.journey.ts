// An automation sends a webhook: a contact goes to a URL without a subscription, through each door and from a product's
// own Kafka producer.
import { automationId, automationWebhook, deadLetterHeaders, handedOnHeaders } from '@posthorn/contracts';
import { answer, eventually, readTopic, type ReceivedRequest } from '@posthorn/testing';
import { Webhook } from 'standardwebhooks';
import { describe, expect } from 'vitest';
import { cloudEventRecord } from './cloud-events.js';
import type { Produce } from './event-producer.js';
import { journey, type Account } from './journey.js';

const seriesId = '12';

const contact = {
  id: '123456',
  email: 'robert@example.com',
  first_name: 'Robert',
  phone: '+1 555-010-1234',
  ip: '127.0.0.1',
  tags: ['[KRC] Registered', 'VIP'],
  fields: { FAVOURITE_COLOUR: ['Blue', 'Green'] },
  company: { id: '17', name: 'Lee & Sons' },
};

/** What a receiver that was written for ActiveCampaign must get, byte for byte. */
const expectedBody =
  'contact%5Bid%5D=123456&contact%5Bemail%5D=robert%40example.com&contact%5Bfirst_name%5D=Robert' +
  '&contact%5Blast_name%5D=&contact%5Bphone%5D=%2B1+555-010-1234&contact%5Borgname%5D=Lee+%26+Sons' +
  '&contact%5Bcustomer_acct_name%5D=Lee+%26+Sons&contact%5Btags%5D=%5BKRC%5D+Registered%2C+VIP' +
  '&contact%5Bip4%5D=127.0.0.1&contact%5Bfields%5D%5Bfavourite_colour%5D=%7C%7CBlue%7C%7CGreen%7C%7C' +
  `&seriesid=${seriesId}`;

/** Throws when the signature is not right. */
const verify = (secret: string, { headers, body }: Pick<ReceivedRequest, 'headers' | 'body'>): unknown =>
  new Webhook(secret).verify(body, { ...headers }, { jsonParse: false });

type Way = 'REST' | 'gRPC' | 'Kafka';

interface Sending {
  readonly account: Account;
  readonly produce: Produce;
  readonly url: string;
}

async function send(way: Way, { account, produce, url }: Sending): Promise<void> {
  if (way !== 'Kafka') {
    await account.ingest.do('sendAutomationWebhook', { id: seriesId, url, contact });
    return;
  }
  const event = cloudEventRecord('binary', {
    ...{ accountId: account.accountId, type: automationWebhook.code },
    extensions: { initiatedfrom: 'system' },
    data: { url, series_id: seriesId, contact },
  });
  await produce([event], { objectType: 'automation' });
}

describe.each<Way>(['REST', 'gRPC', 'Kafka'])('by %s', (way) => {
  const door = way === 'Kafka' ? 'REST' : way;

  journey(
    'its receiver gets what ActiveCampaign would send, signed',
    async ({ receiver, signUp, produce }) => {
      const account = await signUp(door);
      await send(way, { account, produce, url: `${receiver.url}/hook?api_key=s3cret` });
      const [post] = await receiver.received(1);
      expect(post).toMatchObject({
        ...{ method: 'POST', path: '/hook?api_key=s3cret' },
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'webhook-id': expect.stringMatching(/^msg_[a-z2-7]{32}$/) as string,
        },
      });
      expect(post?.body.toString()).toBe(expectedBody);
      if (post === undefined) throw new Error('nothing came');
      verify(account.automationSecret, post);
      const forged = Buffer.from(expectedBody.replace('Robert', 'Mallory'));
      expect(() => verify(account.automationSecret, { ...post, body: forged })).toThrow(
        'No matching signature',
      );
    },
  );

  journey('what its receiver refuses comes back from a retry tier', async ({ receiver, signUp, produce }) => {
    receiver.behave((_request, index) => answer(index === 0 ? 503 : 200));
    const account = await signUp(door);
    await send(way, { account, produce, url: receiver.url });
    const posts = await receiver.received(2);
    for (const post of posts) {
      expect(post.body.toString()).toBe(expectedBody);
      verify(account.automationSecret, post);
    }
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  journey(
    'a 410 makes a dead letter, and disables nothing',
    async ({ system, receiver, signUp, produce }) => {
      receiver.behave((_request, index) => answer(index === 0 ? 410 : 200));
      const account = await signUp(door);
      await send(way, { account, produce, url: receiver.url });
      const id = automationId(account.accountId, seriesId);
      const letter = await eventually(async () => {
        const letters = await readTopic(system.brokers, system.topics.deadLetters);
        return letters.find(({ key }) => key === id);
      });
      expect(letter.headers).toMatchObject({
        ...{ [deadLetterHeaders.reason]: 'gone', [handedOnHeaders.subscription]: id },
        [handedOnHeaders.attempts]: '1',
      });
      await send(way, { account, produce, url: receiver.url });
      await receiver.received(2);
    },
  );
});

describe.each(['REST', 'gRPC'] as const)('over %s', (door) => {
  journey('after a rotation both secrets sign', async ({ receiver, signUp, produce }) => {
    const account = await signUp(door);
    const rotated = await account.admin.do('rotateAutomationSecret', { id: account.accountId });
    const post = await eventually(async () => {
      const before = receiver.requests.length;
      await send(door, { account, produce, url: receiver.url });
      const latest = (await receiver.received(before + 1)).at(-1);
      return latest?.headers['webhook-signature']?.includes(' ') === true && latest;
    });
    verify(rotated.automation_secret, post);
    verify(account.automationSecret, post);
  });

  journey('each role may do what it is for', async ({ receiver, signUp }) => {
    const { accountId, admin, read, ingest } = await signUp(door);
    const webhook = { id: seriesId, url: receiver.url, contact };
    await admin.do('sendAutomationWebhook', webhook);
    expect(await read.refusalOf('sendAutomationWebhook', webhook)).toBe('403 permission_denied');
    const wrong = { ...webhook, contact: { ...contact, colour: 'blue' } };
    expect(await ingest.refusalOf('sendAutomationWebhook', wrong)).toBe('422 invalid_request');
    for (const caller of [read, ingest])
      expect(await caller.refusalOf('rotateAutomationSecret', { id: accountId })).toBe(
        '403 permission_denied',
      );
    const wanted = {
      name: 'Mine',
      url: receiver.url,
      event_types: [automationWebhook.code],
      sources: ['system'],
    };
    expect(await admin.refusalOf('createSubscription', wanted)).toBe('422 invalid_request');
  });
});
