import { findEventType, type SchemaRecord } from '@posthorn/contracts';
import { eventAttributes, schemaRecord } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { RegistryLook } from '../registry/registry-look.js';
import type { ReadyEvent } from '../events/read-event.js';
import { RecordCheck } from './record-check.js';

const eventType = findEventType('custom_object_created');
if (eventType === undefined) throw new Error('custom_object_created is not in the catalogue');

const schema = schemaRecord({ account_id: 'acme' });

const event: ReadyEvent = {
  ...{ eventType, data: eventType.sample },
  attributes: eventAttributes({ type: eventType.code, accountId: 'acme', schemaId: schema.id }),
};

interface Views {
  readonly before: SchemaRecord | undefined;
  /** When the registry's end was reached; absent: it cannot be. */
  readonly atTheEnd?: SchemaRecord | undefined;
}

/** What becomes of the event, and how often the registry's end was asked for. */
async function judged(views: Views, sent: ReadyEvent = event) {
  let known = views.before;
  let asked = 0;
  const look = new RegistryLook({
    state: 'complete',
    confirmEnd: () => {
      asked += 1;
      known = views.atTheEnd;
      return Promise.resolve('atTheEnd' in views);
    },
  });
  const read = await new RecordCheck({ schema: () => known }, look).check(sent);
  return { asked, told: read.kind === 'event' ? 'event' : read.problem.code };
}

it('takes what a known schema allows, without asking', async () => {
  expect(await judged({ before: schema })).toEqual({ asked: 0, told: 'event' });
});

it('asks for the end before it refuses what is unknown, or not allowed any more', async () => {
  const former = { ...schema, fields: [] };
  for (const before of [undefined, former]) {
    expect(await judged({ before, atTheEnd: schema })).toEqual({ asked: 1, told: 'event' });
    expect(await judged({ before, atTheEnd: before })).toEqual({ asked: 1, told: 'invalid_request' });
  }
});

it('says that it cannot know when the end cannot be reached', async () => {
  expect(await judged({ before: undefined })).toEqual({ asked: 1, told: 'registry_unavailable' });
});

it("knows nothing of another account's schema", async () => {
  const foreign = { ...schema, account_id: 'other' };
  expect(await judged({ before: foreign, atTheEnd: foreign })).toMatchObject({ told: 'invalid_request' });
});

it('asks nothing about events that have no schema', async () => {
  const other = { ...event, attributes: eventAttributes({ type: 'update' }) };
  expect(await judged({ before: undefined }, other)).toEqual({ asked: 0, told: 'event' });
});
