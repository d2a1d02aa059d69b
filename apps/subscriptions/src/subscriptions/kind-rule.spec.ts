import { expect, it } from 'vitest';
import { kindFaults, kindOfTypes } from './kind-rule.js';

it('is meant by the first event type', () => {
  expect(kindOfTypes(['deal_add', 'order_created'])).toBe('standard');
  expect(kindOfTypes(['order_created'])).toBe('ecommerce');
  expect(kindOfTypes(['custom_object_deleted'])).toBe('custom_object');
  expect([kindOfTypes([]), kindOfTypes(['no_such'])]).toEqual(['standard', 'standard']);
});

it('has no fault with types of its own, nor with unknown ones', () => {
  expect(kindFaults({ kind: 'ecommerce', eventTypes: ['order_created', 'product_deleted'] })).toEqual([]);
  expect(kindFaults({ kind: 'standard', eventTypes: ['no_such'] })).toEqual([]);
});

it('names each type of another kind, and what to do', () => {
  const faults = kindFaults({ kind: 'standard', eventTypes: ['order_created', 'update', 'product_updated'] });
  expect(faults.map(({ field }) => field)).toEqual(['event_types[0]', 'event_types[2]']);
  expect(faults[0]?.detail).toContain('"kind": "ecommerce"');
});
