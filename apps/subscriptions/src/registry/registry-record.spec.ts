import { registrySchemas } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { subscriptionRow } from '../testing/subscription-row.js';
import { registryRecord } from './registry-record.js';

const now = new Date('2026-07-17T22:01:25.123Z');
const row = subscriptionRow();

it('writes what the contract has, and leaves out what is null', () => {
  const record = registryRecord.subscription(row);
  expect(registrySchemas.subscription.strict().parse(record)).toEqual(record);
  expect(Object.keys(record)).not.toContain('list_id');
  expect(Object.keys(record)).not.toContain('effective_from_ms');
});

it('writes what is there', () => {
  const full = { ...row, listId: '7', maxInFlight: 2, ratePerSecond: 0.5, effectiveFrom: now };
  expect(registryRecord.subscription(full)).toMatchObject({
    list_id: '7',
    max_in_flight: 2,
    rate_per_second: 0.5,
    effective_from_ms: now.getTime(),
  });
});

it('leaves out the labels of a schema, and options where there are none', () => {
  const schema = registryRecord.schema({
    ...{ id: 'sch_1', accountId: 'acme', slug: 'car', labels: { singular: 'Car', plural: 'Cars' } },
    fields: [{ id: 'plate', label: 'Plate', type: 'text', required: true, options: [] }],
    relationships: [{ id: 'owner', label: 'Owner', to: 'contact', many: false }],
    ...{ version: '1', createdAt: now, updatedAt: now },
  });
  expect(schema).toEqual({
    ...{ id: 'sch_1', account_id: 'acme', slug: 'car' },
    fields: [{ id: 'plate', type: 'text', required: true }],
    relationships: [{ id: 'owner', to: 'contact', many: false }],
  });
  expect(registrySchemas.schema.strict().parse(schema)).toEqual(schema);
});

it('tells nothing of a token but its hash', () => {
  const token = {
    id: 'tok_1',
    accountId: 'acme',
    name: 'CI',
    role: 'admin',
    hash: 'ab',
    version: '1',
  } as const;
  expect(registryRecord.token({ ...token, createdAt: now, updatedAt: now })).toEqual({
    id: 'tok_1',
    account_id: 'acme',
    role: 'admin',
    hash: 'ab',
  });
});
