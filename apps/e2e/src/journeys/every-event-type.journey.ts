// An engineer goes through the catalogue, sends each sample as it stands in every way there is, and looks at what
// arrives. Samples of custom objects go under the id of a schema that the account has made.
import { objectTypes, subscriptionKinds } from '@posthorn/contracts';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { randomUUID } from 'node:crypto';
import { cloudEventRecord } from './cloud-events.js';
import type { Caller } from './doors/door.js';
import type { Produce } from './event-producer.js';
import { missingFrom } from './form-pairs.js';
import { journey } from './journey.js';

const listSchema = z.object({
  event_types: z.array(z.object({ type: z.string(), object_type: z.enum(objectTypes) })),
});
const sampleSchema = z.strictObject({
  type: z.string(),
  initiatedfrom: z.string(),
  listid: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
const typeSchema = z.object({
  object_type: z.enum(objectTypes),
  kind: z.enum(subscriptionKinds),
  sample: sampleSchema,
});

/** Of data that is a custom object's. */
const customObjectSchema = z.looseObject({ schema: z.object({ id: z.string() }).optional() });

type Catalogued = z.infer<typeof typeSchema>;

async function readCatalogue(url: string): Promise<readonly Catalogued[]> {
  const ask = async (path: string): Promise<unknown> => (await fetch(url + path)).json();
  const { event_types: listed } = listSchema.parse(await ask('/v1/event-types'));
  return Promise.all(listed.map(async ({ type }) => typeSchema.parse(await ask(`/v1/event-types/${type}`))));
}

interface Sender {
  readonly accountId: string;
  readonly ingest: Caller;
  readonly produce: Produce;
}

const throughTheDoor = async ({ sample }: Catalogued, { ingest }: Sender): Promise<unknown> =>
  ingest.do('publish', sample);

const straightToKafka =
  (mode: 'binary' | 'structured') =>
  async (
    { object_type: objectType, sample }: Catalogued,
    { accountId, produce }: Sender,
  ): Promise<unknown> => {
    const { listid, initiatedfrom, ...event } = sample;
    const { schema } = customObjectSchema.parse(event.data);
    const extensions = {
      ...{ initiatedfrom, ...(listid === undefined ? {} : { listid }) },
      ...(schema === undefined ? {} : { schemaid: schema.id }),
    };
    return produce([cloudEventRecord(mode, { ...event, accountId, extensions })], { objectType });
  };

const ways = [
  { way: 'REST', door: 'REST', send: throughTheDoor },
  { way: 'gRPC', door: 'gRPC', send: throughTheDoor },
  { way: 'Kafka, binary', door: 'REST', send: straightToKafka('binary') },
  { way: 'Kafka, structured', door: 'REST', send: straightToKafka('structured') },
] as const;

/** The schema that the samples of custom objects follow, under an id that this account's alone has. */
const makeSchema = ({ admin }: { readonly admin: Caller }) =>
  admin.do('createSchema', {
    ...{ id: randomUUID(), slug: 'engine', labels: { singular: 'Engine', plural: 'Engines' } },
    fields: [
      { id: 'metal', label: 'Metal', type: 'text' },
      { id: 'wheels', label: 'Wheels', type: 'number' },
      { id: 'uses', label: 'Uses', type: 'multiselect', options: ['Tables', 'Navigation'] },
    ],
    relationships: [{ id: 'primary-contact', label: 'Contact', to: 'contact' }],
  });

/** The sample as it stands, but for the id of the schema, which each account has its own of. */
const withSchema = (
  one: Catalogued,
  { id, slug }: { readonly id: string; readonly slug: string },
): Catalogued =>
  one.kind === 'custom_object'
    ? { ...one, sample: { ...one.sample, data: { ...one.sample.data, schema: { id, slug } } } }
    : one;

/** Their envelope has no list: `list_add` has a map in its place. */
const withoutList = /^(list_add|order_|product_|custom_object_)/;

describe.each(ways)('through $way', ({ door, send }) => {
  journey(
    'the sample of every event type can be sent, and arrives',
    async ({ system, receiver, signUp, produce }) => {
      const account = await signUp(door);
      const schema = await makeSchema(account);
      const catalogue = (await readCatalogue(system.stack.services.ingest.http)).map((one) =>
        withSchema(one, schema),
      );
      const types = catalogue.map(({ sample }) => sample.type);
      expect(types.length).toBeGreaterThanOrEqual(42);
      for (const kind of subscriptionKinds) {
        const ofKind = types.filter((_, index) => catalogue[index]?.kind === kind);
        const wanted = { name: kind, kind, url: receiver.url, event_types: ofKind, sources: ['admin'] };
        const named = kind === 'custom_object' ? { schema_id: schema.id } : {};
        await account.admin.do('createSubscription', { ...wanted, ...named });
      }
      for (const one of catalogue) await send(one, { ...account, produce });

      const posts = await receiver.received(types.length);
      const forms = new Map(
        posts.map(({ body }) => {
          const form = new URLSearchParams(body.toString());
          return [form.get('type') ?? '', form];
        }),
      );
      expect([...forms.keys()].sort()).toEqual([...types].sort());
      for (const { sample } of catalogue) {
        const { type, initiatedfrom, listid = '0', data } = sample;
        const form = forms.get(type) ?? new URLSearchParams();
        expect(missingFrom(form, type, data), type).toEqual([]);
        expect([form.get('initiated_from'), form.get('initiated_by')]).toEqual([
          initiatedfrom,
          initiatedfrom,
        ]);
        expect(form.get('list'), type).toBe(withoutList.test(type) ? null : listid);
        expect(form.get('date_time')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[56]:00$/);
      }
    },
  );
});
