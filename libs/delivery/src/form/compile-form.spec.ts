// The kinds of block that the rest of the catalogue needs beyond contacts and deals.
import type { EventAttributes, FormBlock } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { compileForm } from './compile-form.js';

const attributes: EventAttributes = {
  ...{ id: 'evt_1', source: '/crm', type: 'any', time: '2026-07-18T03:01:25Z', subject: undefined },
  ...{ accountId: 'acc_1', initiatedFrom: 'system', initiatedBy: 'system', listIds: [] },
  ...{ schemaId: undefined, mass: false, traceparent: undefined },
};
const write = (form: readonly FormBlock[], value: unknown): string =>
  decodeURIComponent(compileForm(form)({ value, prefix: '&', attributes, timeZone: 'UTC' }));

it('names the entries of a map by any text, encoded', () => {
  const fields: FormBlock = { kind: 'each', key: ['account', 'fields'], from: ['fields'], item: 'text' };
  const scope = { value: { fields: { 'Zoë & Co [1]': 'x' } }, prefix: '&', attributes, timeZone: 'UTC' };
  expect(compileForm([fields])(scope)).toBe('&account%5Bfields%5D%5BZo%C3%AB+%26+Co+%5B1%5D%5D=x');
});

it('writes the items of a list with what is in them, however deep', () => {
  const lines: FormBlock = {
    kind: 'each',
    key: ['order', 'line_items'],
    from: ['line_items'],
    item: [
      { kind: 'value', key: ['price'], from: ['price_cents'], as: 'decimal', missing: '' },
      { kind: 'value', key: ['product', 'sku'], from: ['sku'], as: 'text' },
      { kind: 'each', key: ['tags'], from: ['tags'], item: 'text' },
      {
        kind: 'when',
        from: ['gift'],
        blocks: [{ kind: 'value', key: ['gift'], from: ['gift'], as: 'text' }],
      },
    ],
  };
  const items = [{ price_cents: 250, sku: 'A', tags: ['x', 'y'] }, { gift: true }];
  expect(write([lines], { line_items: items }).split('&').slice(1)).toEqual([
    'order[line_items][0][price]=2.50',
    'order[line_items][0][product][sku]=A',
    'order[line_items][0][tags][0]=x',
    'order[line_items][0][tags][1]=y',
    'order[line_items][1][price]=',
    'order[line_items][1][gift]=1',
  ]);
});

it('writes nothing for a list or map that is none', () => {
  const each: FormBlock = { kind: 'each', key: ['a'], from: ['a'], item: 'text' };
  for (const a of [undefined, null, 'text', 7, true, [], {}]) expect(write([each], { a })).toBe('');
});
