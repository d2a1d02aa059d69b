// A subscription's row as it is after its creation, for specs that need no door.
import type { Columns, SubscriptionRow } from '../database/rows/index.js';
import { unknownFaring } from '../subscriptions/subscription-health.js';
import { enter } from '../subscriptions/subscription-state.js';

export function subscriptionRow(given: Partial<Columns<SubscriptionRow>> = {}): Columns<SubscriptionRow> {
  const now = new Date('2026-07-17T22:01:25.123Z');
  return {
    id: 'sub_1',
    accountId: 'acme',
    number: '1',
    name: 'Orders',
    kind: 'standard',
    url: 'https://hooks.example/orders',
    eventTypes: ['subscribe'],
    sources: ['public'],
    listId: null,
    schemaId: null,
    ...enter('active', null, now),
    lackedEventTypes: [],
    suspended: null,
    bodyFormat: 'form',
    secrets: [{ key_id: 'k1', ciphertext: 'c' }],
    maxInFlight: null,
    ratePerSecond: null,
    effectiveFrom: null,
    ...unknownFaring,
    version: '3',
    createdAt: now,
    updatedAt: now,
    ...given,
  };
}
