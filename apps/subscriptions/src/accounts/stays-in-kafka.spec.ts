import { topicNames } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { staysInKafka } from './stays-in-kafka.js';

const dayS = 86_400;

it('tells how long each topic keeps its records, and leaves the registry out', () => {
  const kept = staysInKafka({
    names: topicNames('acme.'),
    retryTiers: ['2h'],
    singleNode: true,
    partitions: { busy: 1, other: 1 },
  });
  const keptForS = Object.fromEntries(kept.map(({ topic, kept_for_s }) => [topic, kept_for_s]));
  expect(keptForS).toMatchObject({
    'acme.events.contact': 7 * dayS,
    'acme.retry.2h': 7 * dayS + 7_200,
    'acme.dead-letters': 30 * dayS,
    'acme.attempts': 3 * dayS,
  });
  expect(keptForS).not.toHaveProperty(['acme.registry']);
});
