import { expect, it } from 'vitest';
import { batchModule } from './filtered-batches.js';
import { sourceSha256 } from './kafkajs-source.fixture.js';

it.each([
  [batchModule, '04ee8657247441599f200af5871ce6b3c4463abe941b97405502f8f5f683face'],
  ['kafkajs/src/consumer/runner.js', 'fad3247df2e3ba483b94e014e5c5916fd72d7bdfc3b3dfccc5232b60da18306d'],
])('mends %s as it was read', (module, expected) => {
  expect(sourceSha256(module), 'kafkajs has changed: read how it treats filtered batches again').toBe(
    expected,
  );
});
