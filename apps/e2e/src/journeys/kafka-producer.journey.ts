// A product writes its events to Kafka itself: CloudEvents in both modes, to lists and from sources, under each
// compression, and twice when it is not sure.
import { describe, expect } from 'vitest';
import { capturedBody, capturedEvent } from './captured-event.js';
import { cloudEventRecord, type ProducedRecord } from './cloud-events.js';
import { contactData, emailsIn } from './contact-events.js';
import { journey } from './journey.js';
import { setCompression, whyUnreadable } from './topic-compression.js';

describe.each(['binary', 'structured'] as const)('%s CloudEvents', (mode) => {
  journey('become what ActiveCampaign would send', async ({ produce, subscribe }) => {
    const { accountId, receiver } = await subscribe({
      event_types: [capturedEvent.type],
      sources: ['admin'],
    });
    const { initiatedfrom, ...event } = capturedEvent;
    await produce([cloudEventRecord(mode, { ...event, accountId, extensions: { initiatedfrom } })]);
    const [post] = await receiver.received(1);
    expect(post?.body.toString()).toBe(capturedBody);
  });

  journey('go to who wants their type, their source and their list', async ({ produce, subscribe }) => {
    const { accountId, receiver } = await subscribe({
      event_types: ['subscribe', 'subscriber_note'],
      sources: ['public'],
      list_id: '7',
    });
    const event = (who: string, extensions: object, type = 'subscribe') =>
      cloudEventRecord(mode, {
        ...{ accountId, type },
        extensions: { initiatedfrom: 'public', ...extensions },
        data: { ...contactData(who), ...(type === 'subscriber_note' ? { note: { text: 'Hello' } } : {}) },
      });
    await produce([
      event('on-its-list', { listid: '7' }),
      event('on-three-lists', { listid: '3,7,9' }),
      event('on-another-list', { listid: '77' }),
      event('on-no-list', {}),
      event('by-an-admin', { listid: '7', initiatedfrom: 'admin' }),
      event('of-an-import', { listid: '7', mass: true }),
      event('of-another-type', { listid: '7' }, 'update'),
      event('of-a-type-that-takes-no-list', {}, 'subscriber_note'),
      event('the-last', { listid: '7' }),
    ]);
    expect(emailsIn(await receiver.received(4)).sort()).toEqual([
      'of-a-type-that-takes-no-list',
      'on-its-list',
      'on-three-lists',
      'the-last',
    ]);
  });
});

const subscribers = { event_types: ['subscribe'] };

journey('what a producer wrote twice has one webhook-id', async ({ produce, subscribe }) => {
  const { accountId, receiver } = await subscribe(subscribers);
  const event = {
    ...{ accountId, type: 'subscribe', id: 'order-1' },
    extensions: { initiatedfrom: 'api' },
    data: contactData('ada@example.com'),
  };
  const record = cloudEventRecord('binary', event);
  await produce([record, cloudEventRecord('structured', { ...event, source: '/another-shop' })]);
  await produce([record]);
  const ids = (await receiver.received(3)).map(({ headers }) => headers['webhook-id']);
  const times = [...new Set(ids)].map((id) => ids.filter((other) => other === id).length);
  expect(times.sort()).toEqual([1, 2]);
});

describe('batches under each compression', () => {
  const emails = Array.from({ length: 20 }, (_, index) => `${index}@example.com`);

  const batchFor = (accountId: string): readonly ProducedRecord[] =>
    emails.map((email) =>
      cloudEventRecord('binary', {
        ...{ accountId, type: 'subscribe', data: contactData(email) },
        extensions: { initiatedfrom: 'api' },
      }),
    );

  journey('that the producer wrote: gzip', async ({ produce, subscribe }) => {
    const { accountId, receiver } = await subscribe(subscribers);
    await produce(batchFor(accountId), { compression: 'gzip' });
    expect(emailsIn(await receiver.received(emails.length)).sort()).toEqual([...emails].sort());
  });

  journey.for(['snappy', 'lz4', 'zstd'])(
    'that the broker wrote: %s',
    async (codec, { system, produce, subscribe }) => {
      const { accountId, receiver } = await subscribe(subscribers);
      const topic = system.topics.events('contact');
      await setCompression(system.brokers, topic, codec);
      const place = await produce(batchFor(accountId));
      await setCompression(system.brokers, topic, 'producer');
      expect(await whyUnreadable(system.brokers, place)).toMatch(new RegExp(`^${codec} compression`, 'i'));
      expect(emailsIn(await receiver.received(emails.length)).sort()).toEqual([...emails].sort());
    },
  );
});
