import { expect, it } from 'vitest';
import { accountIdField, nameField, plansField, timeZoneField } from './fields.js';

const accepts = (field: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
  field.safeParse(value).success;

it.each(['a', 'Café “Zürich” 🎉', 'x'.repeat(200)])('takes the name %j', (name) => {
  expect(accepts(nameField, name)).toBe(true);
});

it.each([undefined, null, 7, '', '   ', 'x'.repeat(201), 'nul\0', 'line\nbreak', '\ud800'])(
  'does not take the name %j',
  (name) => {
    expect(accepts(nameField, name)).toBe(false);
  },
);

it.each(['UTC', 'America/Chicago', 'Asia/Kathmandu'])('takes the time zone %s', (name) => {
  expect(accepts(timeZoneField, name)).toBe(true);
});

it.each(['', '+01:00', 'Mars/Olympus', 'America/Chicago\0', 5])('does not take the time zone %j', (name) => {
  expect(accepts(timeZoneField, name)).toBe(false);
});

it.each(['', 'a b', 'ä', 'x'.repeat(65), 'a/b', 'a\n'])('does not take the account id %j', (id) => {
  expect(accepts(accountIdField, id)).toBe(false);
});

it.each([[['sales', 'sales']], [['gold']], ['sales']])('does not take the plans %j', (plans) => {
  expect(accepts(plansField, plans)).toBe(false);
});
