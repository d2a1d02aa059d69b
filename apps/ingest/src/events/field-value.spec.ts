import { fieldTypes, optionsOf, type FieldType } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { isEmpty, valueAdvice } from './field-value.js';

const adviceFor = (type: FieldType) => (value: unknown) =>
  valueAdvice(value, {
    ...{ id: 'f', type, required: false },
    ...(optionsOf(type) === undefined ? {} : { options: ['Brass', 'Iron'] }),
  });

const cases: Readonly<Record<FieldType, { right: readonly unknown[]; wrong: readonly unknown[] }>> = {
  text: { right: ['a'], wrong: [7, true, ['a']] },
  textarea: { right: ['two\nlines'], wrong: [7] },
  hidden: { right: ['a'], wrong: [false] },
  date: { right: ['2026-02-28'], wrong: ['2026-02-30', '28.2.2026', '2026-02-28T00:00:00Z', 7] },
  datetime: { right: ['2026-02-28T01:02:03-05:00', '2026-02-28T01:02:03.5Z'], wrong: ['2026-02-28', 7] },
  number: { right: [0, -1.5], wrong: ['7', true, [7]] },
  currency: { right: [100, 9.95], wrong: ['9.95', 'USD'] },
  dropdown: { right: ['Brass'], wrong: ['brass', 'Gold', ['Brass'], 7] },
  radio: { right: ['Iron'], wrong: ['Gold', ['Iron']] },
  multiselect: { right: [['Brass'], ['Iron', 'Brass']], wrong: ['Brass', ['Gold'], ['Iron', 'Iron']] },
  checkbox: { right: [['Iron']], wrong: [true, 'Iron', ['Gold']] },
};

it.each(fieldTypes)('%s takes what it is for', (type) => {
  expect(cases[type].right.map(adviceFor(type))).toEqual(cases[type].right.map(() => undefined));
});

it.each(fieldTypes)('%s takes nothing else, and says what to give', (type) => {
  for (const value of cases[type].wrong)
    expect(adviceFor(type)(value), JSON.stringify(value)).toMatch(/^Give /);
});

it('names options', () => {
  expect(adviceFor('dropdown')('Gold')).toBe('Give one of Brass, Iron');
});

it.each([
  [null, true],
  ['', true],
  [[], true],
  [0, false],
  [false, false],
  ['0', false],
])('%j is empty: %s', (value, empty) => {
  expect(isEmpty(value)).toBe(empty);
});
