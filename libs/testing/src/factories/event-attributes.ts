// A valid event's attributes to vary in a test; its record is made by `writeEvent` of the contracts.
import { randomUUID } from 'node:crypto';
import type { EventAttributes } from '@posthorn/contracts';

export const eventAttributes = (given: Partial<EventAttributes> = {}): EventAttributes => ({
  id: `evt_${randomUUID()}`,
  source: '/testing',
  type: 'subscribe',
  time: '2026-01-02T03:04:05.000Z',
  subject: '42',
  accountId: 'acc_1',
  initiatedFrom: 'api',
  initiatedBy: 'api',
  listIds: [],
  schemaId: undefined,
  mass: false,
  traceparent: undefined,
  ...given,
});
