// A customer makes a schema, subscribes to its records, and a product sends records of two schemas: through each door,
// and straight to Kafka, where nobody checks them.
import { describe, expect } from 'vitest';
import type { ReceivedRequest } from '@posthorn/testing';
import { cloudEventRecord } from './cloud-events.js';
import { journey } from './journey.js';

const carSchema = {
  slug: 'car',
  labels: { singular: 'Car', plural: 'Cars' },
  fields: [
    { id: 'plate', label: 'Plate', type: 'text', required: true },
    { id: 'fuel', label: 'Fuel', type: 'dropdown', options: ['Petrol', 'Current'] },
    { id: 'seats', label: 'Seats', type: 'number' },
  ],
  relationships: [{ id: 'owner', label: 'Owner', to: 'contact' }],
};

const boatSchema = {
  slug: 'boat',
  labels: { singular: 'Boat', plural: 'Boats' },
  fields: [{ id: 'plate', label: 'Plate', type: 'text' }],
};

const custom = ['custom_object_created', 'custom_object_updated', 'custom_object_deleted'];

interface Named {
  readonly id: string;
  readonly slug: string;
}

const recordOf = ({ id, slug }: Named, plate: string, more: object = {}) => ({
  schema: { id, slug },
  record: { id: `record-${plate}`, fields: [{ id: 'plate', value: plate }], ...more },
});

const created = (schema: Named, plate: string, more: object = {}) => ({
  type: 'custom_object_created',
  data: recordOf(schema, plate, more),
});

const formOf = ({ body }: ReceivedRequest) => Object.fromEntries(new URLSearchParams(body.toString()));

const platesIn = (requests: readonly ReceivedRequest[]) =>
  requests.map((request) => formOf(request)['record[fields][0][value]']);

describe.each(['REST', 'gRPC'] as const)('through %s', (door) => {
  journey(
    'records of a schema go to who subscribed to it, and those of another do not',
    async ({ receiver, signUp, produce }) => {
      const { accountId, admin, ingest } = await signUp(door);
      const cars = await admin.do('createSchema', carSchema);
      const boats = await admin.do('createSchema', boatSchema);
      const wanted = { name: 'Cars', url: receiver.url, event_types: custom, schema_id: cars.id };
      const subscription = await admin.do('createSubscription', wanted);
      expect(subscription).toMatchObject({ kind: 'custom_object', schema_id: cars.id });

      const whole = {
        external_id: 'car-1',
        fields: [
          { id: 'plate', value: 'B-1' },
          { id: 'fuel', value: 'Current' },
          { id: 'seats', value: 4 },
        ],
        relationships: { owner: ['123456'] },
      };
      await ingest.do('publish', created(boats, 'boat'));
      await ingest.do('publish', created(cars, 'B-1', whole));
      const [first] = await receiver.received(1);
      if (first === undefined) throw new Error('nothing was received');
      expect(formOf(first)).toMatchObject({
        ...{ type: 'custom_object_created', 'schema[id]': cars.id, 'schema[slug]': 'car' },
        ...{ 'record[id]': 'record-B-1', 'record[externalId]': 'car-1' },
        ...{ 'record[fields][1][id]': 'fuel', 'record[fields][1][value]': 'Current' },
        ...{ 'record[fields][2][value]': '4', 'record[relationships][owner][0]': '123456' },
      });

      const straight = (schema: Named, plate: string) =>
        cloudEventRecord('binary', {
          ...{ accountId, type: 'custom_object_updated' },
          extensions: { initiatedfrom: 'api', schemaid: schema.id },
          data: recordOf(schema, plate, { surprise: true }),
        });
      const plates = ['from-kafka', 'unchecked'];
      await produce([straight(boats, 'boat'), ...plates.map((plate) => straight(cars, plate))], {
        objectType: 'custom-object',
      });
      await receiver.received(3);
      await ingest.do('publish', { ...created(cars, 'the-last'), type: 'custom_object_deleted' });
      const all = await receiver.received(4);
      expect(platesIn(all).sort()).toEqual(['B-1', 'from-kafka', 'the-last', 'unchecked']);
    },
  );

  journey('what a schema has not is refused', async ({ receiver, signUp }) => {
    const { admin, ingest } = await signUp(door);
    const cars = await admin.do('createSchema', carSchema);
    const wanted = { name: 'Cars', url: receiver.url, event_types: custom, schema_id: cars.id };
    await admin.do('createSubscription', wanted);
    const unknown = { fields: [{ id: 'colour', value: 'red' }] };
    for (const event of [
      created({ ...cars, id: 'sch_nobodys' }, 'a'),
      created(cars, 'a', unknown),
      created(cars, 'a', { relationships: { driver: ['7'] } }),
    ])
      expect(await ingest.refusalOf('publish', event)).toBe('422 invalid_request');
    expect(await admin.refusalOf('deleteSchema', { id: cars.id })).toBe('409 schema_in_use');

    const fields = [...carSchema.fields, { id: 'colour', label: 'Colour', type: 'text' }];
    await admin.do('updateSchema', { id: cars.id, fields });
    const plate = { id: 'plate', value: 'B-1' };
    await ingest.do('publish', created(cars, 'B-1', { fields: [plate, ...unknown.fields] }));
    const posts = await receiver.received(1);
    expect(posts.map((post) => formOf(post)['record[fields][1][value]'])).toEqual(['red']);
  });
});
