import { expect, it } from 'vitest';
import { phpFields, phpMap, phpValues } from './php-fields.js';

it.each([
  ['action[]=subscribe&action[]=update', ['subscribe', 'update']],
  ['action%5B%5D=subscribe&action%5B%5D=update', ['subscribe', 'update']],
  ['action[1]=update&action[0]=subscribe', ['subscribe', 'update']],
  ['action[7]=subscribe&action[123]=update', ['subscribe', 'update']],
  ['action=subscribe', ['subscribe']],
  ['name=a', undefined],
])('%s has the values %j', (text, values) => {
  expect(phpValues(phpFields(text).action)).toEqual(values);
});

it('reads brackets as a map', () => {
  const { filters, limit } = phpFields(
    'filters[name]=A+hook&filters[url]=https%3A%2F%2Fa.example%2F%3Fa%3D1&limit=5',
  );
  expect(phpMap(filters)).toEqual({ name: 'A hook', url: 'https://a.example/?a=1' });
  expect(limit).toBe('5');
  expect(phpMap(limit)).toEqual({});
});

it('gives nothing that the text does not have', () => {
  const fields = phpFields('__proto__[x]=1&constructor[y]=1&a=1');
  expect(fields.a).toBe('1');
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
