import { expect, it } from 'vitest';
import { assignChanges } from './assign-changes.js';

const before = new Date('2026-01-01T00:00:00Z');
const newRow = () => ({ name: 'a', sources: ['api'], listId: '7' as string | null, updatedAt: before });

it('assigns what differs, with a new time', () => {
  const row = newRow();
  expect(assignChanges(row, { name: 'b', sources: undefined, listId: null })).toBe(true);
  expect(row).toMatchObject({ name: 'b', sources: ['api'], listId: null });
  expect(row.updatedAt.getTime()).toBeGreaterThan(before.getTime());
});

it('leaves a row alone that has all of it already', () => {
  const row = newRow();
  expect(assignChanges(row, { name: 'a', sources: ['api'] })).toBe(false);
  expect(row).toEqual(newRow());
});
