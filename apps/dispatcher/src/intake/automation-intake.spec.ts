import { automationWebhook, topicNames, type AccountRecord } from '@posthorn/contracts';
import { accountRecord, eventAttributes } from '@posthorn/testing';
import { expect, it } from 'vitest';
import type { Delivery } from '../delivery/delivery.js';
import { HandOn } from '../settle/hand-on.js';
import { AutomationIntake } from './automation-intake.js';
import { Load } from './load.js';

const record = {
  ...{ topic: 'events.automation', partition: 2, offset: '7', key: null, appendedAtMs: 0, knownAtMs: 0 },
  ...{ headers: {}, value: Buffer.from('{}') },
};
const attributes = eventAttributes({ type: automationWebhook.code, accountId: 'acme' });

/** Takes one webhook of the account `acme`, which the view has at the first look, at the second, or never. */
function take(known: readonly (AccountRecord | undefined)[]) {
  const looks = [...known];
  const begun: Delivery[] = [];
  const counted: string[] = [];
  const waiting: (() => void)[] = [];
  const load = new Load({ deliveriesMax: 10, bytesMax: 10_000 }, () => undefined);
  let completed = 0;
  const view = {
    ...{ state: 'complete' as const, offset: 5n, subscription: () => undefined, subscriptionsOf: () => [] },
    ...{ reached: () => true, whenReached: () => Promise.resolve(), account: () => looks.shift() },
    hasCaughtUpWith: () => false,
  } as const;
  const unused = new HandOn({
    producer: { send: () => Promise.reject(new Error('nothing is handed on')) },
    ...{ topics: topicNames('t.'), onUnavailable: () => undefined, onFatal: () => undefined },
  });
  const intake = new AutomationIntake({
    ...{ view, load, handOn: unused, whenViewReady: () => Promise.resolve() },
    ...{ begin: (delivery) => begun.push(delivery), recordBytesMax: 1_000, limitsHoldHere: false },
    ...{ count: (what) => counted.push(what), secondLooks: { add: (look) => waiting.push(look) } },
  });
  intake.take(
    record,
    {
      ...{ kind: 'automation', eventType: automationWebhook },
      event: { attributes, data: { form: 'bytes', bytes: record.value } },
      target: { url: 'https://a.example/', seriesId: '12' },
    },
    { complete: () => (completed += 1), isOurs: () => true },
  );
  for (const look of waiting) look();
  return { begun, counted, load, completed: () => completed };
}

it('begins one delivery, complete when that is settled', () => {
  const { begun, counted, load, completed } = take([accountRecord({ id: 'acme' })]);
  expect(begun).toMatchObject([
    {
      destination: { id: 'automation:acme:12', url: 'https://a.example/' },
      event: { origin: { topic: 'events.automation', partition: 2, offset: '7' } },
      registryOffset: 5n,
    },
  ]);
  expect([load.deliveries, completed()]).toEqual([1, 0]);
  begun[0]?.place.complete();
  expect([load.deliveries, completed(), counted]).toEqual([0, 1, []]);
});

it('looks again for an account that it does not know yet', () => {
  const { begun, counted, completed } = take([undefined, accountRecord({ id: 'acme' })]);
  expect(begun.map(({ destination }) => destination.id)).toEqual(['automation:acme:12']);
  expect([counted, completed()]).toEqual([[], 0]);
});

it('completes and counts what is of no account', () => {
  const { begun, counted, load, completed } = take([undefined, undefined]);
  expect([begun, counted, load.deliveries, completed()]).toEqual([[], ['unknown_account'], 0, 1]);
});
