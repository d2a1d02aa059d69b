import { eventTypes } from '@posthorn/contracts';
import { ProblemError } from '@posthorn/service-runtime';
import { expect, it } from 'vitest';
import { EventTypesService } from './event-types.service.js';

const catalogue = new EventTypesService({ deal: ['marketing'], order_created: [] });
const objectTypesIn = (filter: object): readonly string[] => [
  ...new Set(catalogue.list(filter).event_types.map(({ object_type }) => object_type)),
];
const typesIn = (filter: object): readonly string[] =>
  catalogue.list(filter).event_types.map(({ type }) => type);

it('lists every event type, without schema and sample', () => {
  expect(typesIn({})).toEqual(eventTypes.map(({ code }) => code));
  expect(catalogue.list({}).event_types[0]).toEqual({
    type: 'subscribe',
    label: 'Contact added',
    group: 'Contact',
    object_type: 'contact',
    kind: 'standard',
    plans: ['sales', 'marketing', 'sales_enterprise', 'marketing_enterprise'],
    takes_list: true,
  });
});

it('lists those of a kind', () => {
  expect(objectTypesIn({ kind: 'custom_object' })).toEqual(['custom-object']);
  expect(objectTypesIn({ kind: 'ecommerce' })).toEqual(['order', 'product']);
  expect(objectTypesIn({ kind: 'standard' })).toHaveLength(9);
});

it("lists those of a plan, by the installation's own table", () => {
  expect(objectTypesIn({ plan: 'sales' })).not.toContain('deal');
  expect(objectTypesIn({ plan: 'marketing' })).toContain('deal');
  expect(typesIn({ plan: 'sales_enterprise', kind: 'ecommerce' })).not.toContain('order_created');
  expect(catalogue.get('deal_add').plans).toEqual(['marketing']);
});

it('names what is wrong with a filter', () => {
  const problem = (): unknown => {
    try {
      return catalogue.list({ kind: 'none', plan: 'gold', colour: 'red' });
    } catch (error) {
      return error instanceof ProblemError ? error.problem.errors?.map(({ field }) => field) : error;
    }
  };
  expect(problem()).toEqual(['kind', 'plan', 'colour']);
});
