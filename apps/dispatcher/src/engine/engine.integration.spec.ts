// The engine on a real broker: what receivers get, what the broker has committed, and that it was no further.
import { deadLetterHeaders, handedOnHeaders, headerText } from '@posthorn/contracts';
import { eventually, gzip, readTopic, startReceiver, type Receiver } from '@posthorn/testing';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
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

describe('the straight way', () => {
  it('POSTs an event, signed, and commits it after the 2xx', async () => {
    await world.publish({ url: `${receiver.url}/hook` });
    await world.events(1, { listIds: ['3'] });
    await world.dispatch();
    const [request] = await receiver.received(1);
    expect(request?.method).toBe('POST');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.body.toString()).toMatch(
      /^type=update&date_time=.*&initiated_from=api&initiated_by=api&list=3&contact%5Bid%5D=7/,
    );
    const {
      'webhook-id': id = '',
      'webhook-timestamp': at = '',
      'webhook-signature': signature,
    } = request?.headers ?? {};
    const signer = new Webhook(world.secret.toString('base64'));
    expect(signature).toBe(signer.sign(id, new Date(Number(at) * 1_000), request?.body.toString() ?? ''));
    await world.committedUpTo(1);
  });

  it('does not commit while a POST is unanswered', async () => {
    receiver.behave((_request, index) =>
      index === 0 ? { kind: 'answer', status: 200, delayMs: 700 } : { kind: 'answer', status: 200 },
    );
    await world.publish({ url: receiver.url });
    await world.events(3);
    await world.dispatch();
    await receiver.received(3);
    expect(await world.committed()).toBeLessThanOrEqual(0);
    await world.committedUpTo(3);
  });

  it('delivers to every subscription that matches, and completes what nobody wants', async () => {
    await world.publish(
      { id: 'sub_a', url: `${receiver.url}/a` },
      { id: 'sub_b', url: `${receiver.url}/b`, sources: ['admin'] },
      { id: 'sub_c', url: `${receiver.url}/c`, state: 'paused' },
    );
    await world.events(2, { initiatedFrom: 'api' });
    await world.events(1, { initiatedFrom: 'admin' });
    await world.events(1, { accountId: 'acc_unknown' });
    await world.dispatch();
    await world.committedUpTo(4);
    expect(receiver.at('/a')).toHaveLength(3);
    expect(receiver.at('/b')).toHaveLength(1);
    expect(receiver.at('/c')).toHaveLength(0);
  });

  it('loses and repeats nothing in an orderly stop, also of what is half delivered', async () => {
    receiver.behave((request) => ({
      kind: 'answer',
      status: 200,
      delayMs: request.path === '/slow' ? 300 : 0,
    }));
    await world.publish(
      { id: 'sub_a', url: `${receiver.url}/quick` },
      { id: 'sub_b', url: `${receiver.url}/slow` },
    );
    await world.events(20);
    const first = await world.dispatch();
    await receiver.received(25);
    await first.stop();
    await world.dispatch();
    await world.committedUpTo(20);
    await receiver.received(40);
    for (const path of ['/quick', '/slow']) {
      const ids = receiver.at(path).map(({ headers }) => headers['webhook-id']);
      expect([path, ids.length, new Set(ids).size]).toEqual([path, 20, 20]);
    }
  });

  it('reads structured events too', async () => {
    await world.publish({ url: receiver.url });
    const event = {
      specversion: '1.0',
      id: 'e1',
      source: '/p',
      type: 'update',
      time: '2026-01-02T03:04:05Z',
      accountid: 'acc_1',
      initiatedfrom: 'public',
      data: { contact: { id: '8' } },
    };
    await world.producer.send({
      topic: world.topics.names.events('contact'),
      messages: [
        {
          value: JSON.stringify(event),
          headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
        },
      ],
    });
    await world.dispatch();
    const [request] = await receiver.received(1);
    expect(request?.body.toString()).toContain('contact%5Bid%5D=8');
  });
});

describe('what is not delivered', () => {
  it('is handed on, committed, and comes back with the same webhook-id', async () => {
    receiver.behave((_request, index) => ({ kind: 'answer', status: index === 0 ? 503 : 200 }));
    await world.publish({ url: receiver.url });
    await world.events(1);
    await world.dispatch();
    await receiver.received(1);
    await world.committedUpTo(1);
    const [first, second] = await receiver.received(2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    expect((second?.receivedAtMs ?? 0) - (first?.receivedAtMs ?? 0)).toBeGreaterThanOrEqual(
      world.tierDelayMs(0),
    );
    const [retry] = await world.retries();
    expect(headerText(retry?.headers ?? {}, handedOnHeaders.attempts)).toBe('1');
  });

  it('is given up at its age, after one more POST, and kept with its reason', async () => {
    receiver.behave({ kind: 'answer', status: 500 });
    await world.publish({ url: receiver.url });
    await world.events(1);
    await world.dispatch({ giveUpAfterMs: 1_000 });
    const letters = await eventually(async () => {
      const found = await world.deadLetters();
      return found.length > 0 && found;
    });
    expect(letters).toHaveLength(1);
    expect(letters[0]?.headers).toMatchObject({
      [deadLetterHeaders.reason]: 'gave_up',
      [handedOnHeaders.attempts]: '2',
      [handedOnHeaders.subscription]: 'sub_1',
    });
    expect(receiver.requests).toHaveLength(2);
  });

  it.each([
    ['no CloudEvent', { value: '{}' }, 'not_a_cloud_event'],
    ['an unknown type', { value: '{}', headers: ceHeaders({ type: 'nonsense' }) }, 'unknown_event_type'],
    ['data that is not JSON', { value: 'not json', headers: ceHeaders({}) }, 'unreadable_data'],
  ] as const)('%s does not stop the partition', async (_name, message, reason) => {
    await world.publish({ url: receiver.url });
    await world.producer.send({ topic: world.topics.names.events('contact'), messages: [{ ...message }] });
    await world.events(1);
    await world.dispatch();
    await world.committedUpTo(2);
    const letters = await world.deadLetters();
    expect(letters.map(({ headers }) => headers[deadLetterHeaders.reason])).toEqual([reason]);
    expect(receiver.requests).toHaveLength(1);
  });

  it('a record that decompresses to more than the limit is a dead letter by its coordinates', async () => {
    await world.publish({ url: receiver.url });
    await world.producer.send({
      topic: world.topics.names.events('contact'),
      compression: gzip,
      messages: [{ value: Buffer.alloc(20_000_000, 'x'), headers: ceHeaders({}) }],
    });
    await world.events(1);
    await world.dispatch();
    await world.committedUpTo(2);
    const [letter] = await world.deadLetters();
    expect(letter?.value).toBeNull();
    expect(letter?.headers).toMatchObject({
      [deadLetterHeaders.reason]: 'too_large',
      [handedOnHeaders.origin]: `${world.topics.names.events('contact')}/0/0`,
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it('a 410 stops the endpoint at once, and tells subscriptions', async () => {
    receiver.behave({ kind: 'answer', status: 410 });
    await world.publish({ url: receiver.url });
    await world.dispatch();
    await world.events(1);
    await world.committedUpTo(1);
    await world.events(5);
    await world.committedUpTo(6);
    expect(receiver.requests).toHaveLength(1);
    const [letter, ...more] = await world.deadLetters();
    expect(letter?.headers[deadLetterHeaders.reason]).toBe('gone');
    expect(more).toEqual([]);
    const [report] = await eventually(async () => {
      const reports = await readTopic(world.brokers, world.topics.names.endpointHealth);
      return reports.length > 0 && reports;
    });
    expect(JSON.parse(report?.value?.toString() ?? '')).toMatchObject({
      kind: 'gone',
      subscription_id: 'sub_1',
    });
  });

  it('a blocked target is a dead letter at once', async () => {
    await world.publish({ url: 'http://10.0.0.1/' });
    await world.events(1);
    await world.dispatch();
    await world.committedUpTo(1);
    const [letter] = await world.deadLetters();
    expect(letter?.headers[deadLetterHeaders.reason]).toBe('blocked');
  });
});

describe('the view', () => {
  it('matches nothing before it is complete', async () => {
    await world.register('account', 'acc_1', { id: 'acc_1', name: 'A', time_zone: 'UTC', plans: [] });
    await world.events(1);
    await world.dispatch();
    await world.subscribe({ url: receiver.url });
    expect(await world.committed()).toBe(-1);
    await world.complete();
    await receiver.received(1);
    await world.committedUpTo(1);
  });
});

describe('one endpoint', () => {
  it('that hangs does not delay another', async () => {
    const hanging = await startReceiver({ behaviour: { kind: 'hang' } });
    await world.publish({ id: 'sub_a', url: hanging.url }, { id: 'sub_b', url: receiver.url });
    await world.events(300);
    const began = Date.now();
    await world.dispatch({ requestTimeoutMs: 8_000 });
    await receiver.received(300);
    console.log(`300 events past a hanging neighbour in ${Date.now() - began} ms`);
    await world.committedUpTo(300);
    await hanging.stop();
  });
});

function ceHeaders({ type = 'update' }: { type?: string }): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: 'x1',
    ce_source: '/p',
    ce_type: type,
    ce_time: '2026-01-02T03:04:05Z',
    ce_accountid: 'acc_1',
    ce_initiatedfrom: 'api',
  };
}
