import type { ViewedSubscription } from '@posthorn/kafka';
import { expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { EndpointReports } from './endpoint-reports.js';

function reporting() {
  const told: string[] = [];
  const reports = new EndpointReports({
    producer: {
      send: ({ value }) => {
        const { kind, subscription_id: id } = JSON.parse(String(value)) as Record<string, string>;
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
  return { reports, tell, told };
}

it('tell of an endpoint that had POSTs, once', () => {
  const { reports, tell } = reporting();
  reports.add(viewedSubscription(), true);
  expect([tell(viewedSubscription()), tell(viewedSubscription())]).toEqual([['faring sub_1'], []]);
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
