// The webhooks of automations, from their topic to their receivers, on a real broker.
import { automationWebhook, deadLetterHeaders, handedOnHeaders, headerText } from '@posthorn/contracts';
import { eventually, readTopic, startReceiver, type Receiver } from '@posthorn/testing';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { EngineWorld } from './engine.fixture.js';

let world: EngineWorld;
let receiver: Receiver;

beforeEach(async () => {
  world = await EngineWorld.create(inject('kafkaBrokers'));
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.stop();
  await receiver.stop();
  expect(world.fatal).toEqual([]);
});

const destination = 'automation:acc_1:12';
const dataTo = (url: string) => ({ url, series_id: '12', contact: { id: '7', email: 'ada@example.com' } });

it('are posted without a subscription, signed with the secret of the account', async () => {
  await world.publish();
  await world.automation(dataTo(`${receiver.url}/hook?api_key=s3cret`));
  await world.dispatch();
  const [request] = await receiver.received(1);
  expect(request?.path).toBe('/hook?api_key=s3cret');
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  const body = request?.body.toString() ?? '';
  expect(body).toMatch(/^contact%5Bid%5D=7&contact%5Bemail%5D=ada%40example.com&.*&seriesid=12$/);
  const verifier = new Webhook(world.secret.toString('base64'));
  const verify = (sent: string): unknown =>
    verifier.verify(sent, { ...request?.headers }, { jsonParse: false });
  expect(() => verify(body)).not.toThrow();
  expect(() => verify(body.replace('ada', 'eve'))).toThrow('No matching signature');
  await world.committedUpTo(1, 'automation');
});

it('leave an attempt record under account and series, and their URL masked everywhere', async () => {
  await world.publish();
  const eventId = await world.automation(dataTo(`${receiver.url}/hook?api_key=s3cret`));
  await world.dispatch();
  const [record] = await eventually(async () => {
    const records = await readTopic(world.brokers, world.topics.names.attempts);
    return records.length > 0 && records;
  });
  expect(record?.key).toBe(destination);
  const text = record?.value?.toString() ?? '';
  expect(JSON.parse(text)).toMatchObject({
    ...{ account_id: 'acc_1', subscription_id: destination, subscription_version: 0, event_id: eventId },
    ...{ url: `${receiver.url}/hook?***`, event_type: automationWebhook.code, outcome: 'delivered' },
  });
  const told = world.logLines.find((line) => line.includes(eventId));
  expect(told).toContain(destination);
  expect([text, ...world.logLines].join()).not.toContain('s3cret');
});

it('come back by the retry tiers, with the same id and the same body', async () => {
  receiver.behave((_request, index) => ({ kind: 'answer', status: index === 0 ? 503 : 200 }));
  await world.publish();
  await world.automation(dataTo(receiver.url));
  await world.dispatch();
  const [first, second] = await receiver.received(2);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  const [handedOn] = await world.retries();
  expect(handedOn?.key).toBe(destination);
  expect(headerText(handedOn?.headers ?? {}, handedOnHeaders.subscription)).toBe(destination);
  expect(await world.deadLetters()).toEqual([]);
});

it('are dead letters after a 410, and the next one is sent all the same', async () => {
  receiver.behave((_request, index) => ({ kind: 'answer', status: index === 0 ? 410 : 200 }));
  await world.publish();
  await world.automation(dataTo(receiver.url));
  await world.dispatch();
  await receiver.received(1);
  await world.committedUpTo(1, 'automation');
  await world.automation(dataTo(receiver.url));
  await receiver.received(2);
  const [letter, ...more] = await world.deadLetters();
  expect(more).toEqual([]);
  expect(letter?.key).toBe(destination);
  expect(headerText(letter?.headers ?? {}, deadLetterHeaders.reason)).toBe('gone');
  expect(await readTopic(world.brokers, world.topics.names.endpointHealth)).toEqual([]);
});

it('are dead letters when their URL may not be posted to, or cannot be read', async () => {
  await world.publish();
  await world.automation(dataTo('https://10.0.0.1/?key=s3cret'));
  await world.automation(dataTo('no URL with s3cret'));
  await world.automation({ url: ['s3cret'], series_id: '12' });
  await world.automation('{"url":"https://a.example/?key=s3cret');
  await world.dispatch();
  await world.committedUpTo(4, 'automation');
  const letters = await world.deadLetters();
  const facts = letters.map(({ headers }) => [
    headerText(headers, deadLetterHeaders.reason),
    headerText(headers, deadLetterHeaders.detail) ?? '',
  ]);
  expect(facts.map(([reason]) => reason).sort()).toEqual([
    ...['blocked', 'blocked', 'unreadable_data', 'unreadable_data'],
  ]);
  expect([...facts.flat(), ...world.logLines].join()).not.toContain('s3cret');
});

it('are complete without a POST when their account is unknown, or was deleted while they waited', async () => {
  receiver.behave(() => ({ kind: 'answer', status: 503 }));
  await world.publish();
  await world.automation(dataTo(receiver.url), { accountId: 'nobody' });
  await world.automation(dataTo(receiver.url));
  await world.dispatch();
  await receiver.received(1);
  await world.register('account', 'acc_1', null);
  await world.committedUpTo(2, 'automation');
  await world.retriesCommittedUpTo(1);
  expect(receiver.requests).toHaveLength(1);
  expect(await world.deadLetters()).toEqual([]);
});

it('of an account that was just made are sent', async () => {
  await world.publish();
  await world.dispatch();
  await world.signUp('acc_new');
  await world.automation(dataTo(receiver.url), { accountId: 'acc_new' });
  await receiver.received(1);
});
