import { expect, it } from 'vitest';
import { ownsAccount, permits, seesSecrets, type Access, type Caller } from './caller.js';

const operator: Caller = { kind: 'operator' };
const token = (role: 'admin' | 'read' | 'ingest'): Caller => ({ kind: 'token', accountId: 'acme', role });

it.each<[string, Caller, readonly Access[]]>([
  ['the operator', operator, ['operate', 'write', 'read']],
  ['admin', token('admin'), ['write', 'read']],
  ['read', token('read'), ['read']],
  ['ingest', token('ingest'), []],
])('%s may do exactly what its row says', (_, caller, allowed) => {
  const all: readonly Access[] = ['operate', 'write', 'read'];
  expect(all.filter((access) => permits(caller, access))).toEqual(allowed);
});

it('shows secrets to those who could change them', () => {
  expect([operator, token('admin'), token('read')].map(seesSecrets)).toEqual([true, true, false]);
});

it('knows only its own account, unless it is the operator', () => {
  expect(ownsAccount(token('admin'), 'acme')).toBe(true);
  expect(ownsAccount(token('admin'), 'other')).toBe(false);
  expect(ownsAccount(operator, 'other')).toBe(true);
});
