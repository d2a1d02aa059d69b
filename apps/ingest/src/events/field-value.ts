// Which values a field of a custom object takes, by its type. Pure.
import { assertNever, optionsOf, type SchemaField } from '@posthorn/contracts';
import { z } from 'zod';

/** Says that a field has no value. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What to give instead of the value, which is not empty; `undefined`: it is right. */
export function valueAdvice(value: unknown, field: SchemaField): string | undefined {
  switch (field.type) {
    case 'text':
    case 'textarea':
    case 'hidden':
      return typeof value === 'string' ? undefined : 'Give text';
    case 'date':
      return z.iso.date().safeParse(value).success ? undefined : 'Give a date, such as 2026-07-17';
    case 'datetime':
      return z.iso.datetime({ offset: true }).safeParse(value).success ? undefined : datetimeAdvice;
    case 'number':
    case 'currency':
      return typeof value === 'number' ? undefined : 'Give a number, not text';
    case 'dropdown':
    case 'radio':
    case 'multiselect':
    case 'checkbox':
      return optionAdvice(value, field);
    default:
      return assertNever(field.type);
  }
}

const datetimeAdvice = 'Give a time with an offset, such as 2026-07-17T22:01:25-05:00';

/** More are not told. */
const toldMax = 20;

function optionAdvice(value: unknown, { type, options = [] }: SchemaField): string | undefined {
  const told = `${options.slice(0, toldMax).join(', ')}${options.length > toldMax ? ', …' : ''}`;
  if (optionsOf(type) === 'one')
    return typeof value === 'string' && options.includes(value) ? undefined : `Give one of ${told}`;
  const values = z.array(z.string()).safeParse(value);
  const isRight =
    values.success &&
    values.data.every((one) => options.includes(one)) &&
    new Set(values.data).size === values.data.length;
  return isRight ? undefined : `Give a list of ${told}, each once`;
}
