import { expect, it } from 'vitest';
import { objectTypes } from '../event/object-type.js';
import { plansHave, plansOf } from './event-type-plans.js';
import { eventTypes, findEventType } from './event-types.js';

const [update, dealAdd] = ['update', 'deal_add'].map((code) => findEventType(code));
if (update === undefined || dealAdd === undefined) throw new Error('the catalogue lacks update or deal_add');

it('are those of the catalogue without a table', () => {
  expect(plansOf(dealAdd)).toEqual(['sales', 'sales_enterprise']);
  expect(plansOf(dealAdd, { contact: ['sales'] })).toEqual(['sales', 'sales_enterprise']);
});

it('are those of the table for an object type, and before it for a code', () => {
  const table = { deal: ['marketing'], deal_add: [] } as const;
  expect(plansOf(dealAdd, { deal: ['marketing'] })).toEqual(['marketing']);
  expect(plansOf(dealAdd, table)).toEqual([]);
  expect(plansOf(update, table)).toHaveLength(4);
});

it('have an event type when one of them does', () => {
  expect(plansHave(['marketing', 'sales'], dealAdd)).toBe(true);
  expect(plansHave(['marketing'], dealAdd)).toBe(false);
  expect(plansHave(['marketing'], dealAdd, { deal: ['marketing'] })).toBe(true);
  expect(plansHave([], update)).toBe(false);
});

it('can be told apart: no code is the name of an object type', () => {
  const codes = new Set(eventTypes.map(({ code }) => code));
  expect(objectTypes.filter((objectType) => codes.has(objectType))).toEqual([]);
});
