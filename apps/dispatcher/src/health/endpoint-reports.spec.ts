import { endpointHealthSchema, type EndpointHealth } from '@posthorn/contracts';
import type { ViewedSubscription } from '@posthorn/kafka';
import { expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { EndpointReports } from './endpoint-reports.js';

type Faring = Extract<EndpointHealth, { kind: 'faring' }>;

function reporting() {
  const told: string[] = [];
  const values: unknown[] = [];
  const reports = new EndpointReports({
    producer: {
      send: ({ value }) => {
        values.push(JSON.parse(String(value)));
        const { kind, subscription_id: id } = values.at(-1) as Record<string, string>;
        told.push(`${kind} ${id}`);
        return Promise.resolve({ topic: 'endpoint-health', partition: 0, offset: '0', appendedAtMs: 0 });
      },
    },
    ...{ topic: 'endpoint-health', now: () => 0, onDropped: () => undefined },
  });
  const tell = (known: ViewedSubscription | undefined): string[] => {
    reports.tell({ laneOf: () => undefined, subscriptionOf: () => known });
    return told.splice(0);
  };
  return { reports, tell, told, values };
}

it('tell of an endpoint that had POSTs, once', () => {
  const { reports, tell } = reporting();
  reports.add(viewedSubscription(), true);
  expect([tell(viewedSubscription()), tell(viewedSubscription())]).toEqual([['faring sub_1'], []]);
});

it('tell how an endpoint fares, and when it last took something', () => {
  const { reports, values } = reporting();
  reports.add(viewedSubscription(), false);
  const lane = { breaker: 'open', inFlightMax: 2, deliveredAtMs: 1_000 } as const;
  reports.tell({ laneOf: () => lane, subscriptionOf: () => viewedSubscription() });
  const { breaker, ok, failed, last_ok: lastOk } = endpointHealthSchema.parse(values[0]) as Faring;
  expect({ breaker, ok, failed, lastOk }).toEqual({
    ...{ breaker: 'open', ok: 0, failed: 1, lastOk: '1970-01-01T00:00:01.000Z' },
  });
});

it('tell of one that is gone until the registry shows that it was heard', () => {
  const { reports, tell, told } = reporting();
  const active = viewedSubscription({ version: 3 });
  reports.gone(active);
  expect([told.splice(0), tell(active), tell(active)]).toEqual(Array(3).fill(['gone sub_1']));
  expect(reports.isGone(active)).toBe(true);
  expect(tell(viewedSubscription({ version: 4, state: 'disabled' }))).toEqual([]);
  expect([tell(active), reports.isGone(active)]).toEqual([[], false]);
});

it.each([
  ['was changed', viewedSubscription({ version: 4 })],
  ['is deleted', undefined],
])('forget one that %s', (_name, known) => {
  const { reports, tell, told } = reporting();
  reports.gone(viewedSubscription({ version: 3 }));
  told.length = 0;
  expect([tell(known), tell(viewedSubscription({ version: 3 }))]).toEqual([[], []]);
});
