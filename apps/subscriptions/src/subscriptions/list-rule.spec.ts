import { expect, it } from 'vitest';
import { listFault } from './list-rule.js';

it('lets a list stand when one of the types takes one', () => {
  expect(listFault({ eventTypes: ['deal_add', 'subscribe'], listId: '7' })).toBeUndefined();
});

it('asks for no list', () => {
  expect(listFault({ eventTypes: ['deal_add'], listId: null })).toBeUndefined();
});

it('says which types take a list when none of the chosen does', () => {
  const fault = listFault({ eventTypes: ['deal_add', 'contact_tag_added'], listId: '7' });
  expect(fault?.field).toBe('list_id');
  expect(fault?.detail).toContain('subscribe, unsubscribe, update');
  expect(fault?.detail).not.toContain('deal_add');
});
