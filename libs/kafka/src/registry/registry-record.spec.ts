import { describe, expect, it } from 'vitest';
import { readRegistryRecord, type FetchedRecord } from './registry-record.js';

const record = (given: Partial<FetchedRecord> = {}): FetchedRecord => ({
  offset: 0n,
  key: 'account:acme:1',
  value: Buffer.from('{"id":"acme:1","name":"Acme","time_zone":"UTC","plans":[]}'),
  headers: { version: Buffer.from('12') },
  appendedAtMs: 1,
  ...given,
});

describe('reading a registry record', () => {
  it('reads kind, id and version; an id may hold a colon', () => {
    expect(readRegistryRecord(record())).toMatchObject({
      kind: 'change',
      change: { kind: 'account', id: 'acme:1', version: 12, value: { name: 'Acme' } },
    });
  });

  it('reads a tombstone', () => {
    expect(readRegistryRecord(record({ value: null }))).toMatchObject({
      change: { version: 12, value: null },
    });
  });

  it('reads a sentinel', () => {
    const value = Buffer.from('{"database_id":"d","epoch":3,"row_count":2}');
    expect(readRegistryRecord(record({ key: 'sentinel:registry', value }))).toEqual({
      kind: 'sentinel',
      sentinel: { database_id: 'd', epoch: 3, row_count: 2 },
    });
  });

  it.each([
    ['no key', { key: null }],
    ['a key without kind', { key: 'acme' }],
    ['an unknown kind', { key: 'constructor:acme' }],
    ['an empty id', { key: 'account:' }],
    ['no version', { headers: {} }],
    ['a version that is no number', { headers: { version: '1e3' } }],
    ['no JSON', { value: Buffer.from('{') }],
    ['another id than its key says', { key: 'account:other' }],
    ['another shape', { value: Buffer.from('{"id":"acme"}') }],
    ['a sentinel without value', { key: 'sentinel:registry', value: null }],
  ])('answers what is wrong: %s', (_what, given) => {
    expect(readRegistryRecord(record(given))).toMatchObject({ kind: 'unreadable' });
  });

  it('names faulty fields and never their values', () => {
    const value = Buffer.from('{"id":"acme","name":7,"time_zone":"secret"}');
    expect(readRegistryRecord(record({ value }))).toEqual({
      kind: 'unreadable',
      detail: 'value: name, plans',
    });
  });
});
