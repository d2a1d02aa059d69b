// The body formats side by side: what receivers get, and what the log of attempts says of it.
import { createHash } from 'node:crypto';
import type { AttemptRecord } from '@posthorn/contracts';
import { eventually, readTopic, startReceiver } from '@posthorn/testing';
import { expect, inject, it, onTestFinished } from 'vitest';
import { EngineWorld } from './engine.fixture.js';

it('each subscription gets the event in its own format', async () => {
  const receiver = await startReceiver();
  const world = await EngineWorld.create(inject('kafkaBrokers'));
  onTestFinished(async () => {
    await world.stop();
    await receiver.stop();
  });
  await world.publish(
    { id: 'sub_form', url: `${receiver.url}/form`, body_format: 'form' },
    { id: 'sub_json', url: `${receiver.url}/json`, body_format: 'json' },
  );
  const contact = { id: '7', email: 'ada@example.com', tags: ['a', 'b'], note_of_the_producer: 'private' };
  const [eventId] = await world.events(1, { time: '2026-07-18T03:01:25Z', listIds: ['3'] }, { contact });
  await world.dispatch();
  await receiver.received(2);
  const [form, json] = ['/form', '/json'].map((path) => receiver.at(path)[0]);
  expect(form?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(form?.body.toString()).toMatch(/^type=update&date_time=2026-07-17T22%3A01%3A25-05%3A00&.*&list=3&/);
  expect(json?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(json?.body.toString() ?? '')).toEqual({
    ...{ type: 'update', timestamp: '2026-07-18T03:01:25.000Z', event_id: eventId, account_id: 'acc_1' },
    ...{ initiated_from: 'api', initiated_by: 'api', lists: ['3'] },
    data: { contact: { id: '7', email: 'ada@example.com', tags: ['a', 'b'] } },
  });

  const attempts = await eventually(
    async () => {
      const records = await readTopic(world.brokers, world.topics.names.attempts);
      return records.length === 2 ? records : undefined;
    },
    { what: 'two attempt records' },
  );
  for (const { value } of attempts) {
    const record = JSON.parse(value?.toString() ?? '') as AttemptRecord;
    const body = record.subscription_id === 'sub_json' ? json?.body : form?.body;
    expect(record).toMatchObject({
      body_format: record.subscription_id.slice('sub_'.length),
      encoder_version: 1,
      body_sha256: createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    });
  }
});
