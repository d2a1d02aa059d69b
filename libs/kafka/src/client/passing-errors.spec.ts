import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { createKafka } from './kafka-client.js';
import { sourceSha256 } from './kafkajs-source.fixture.js';
import { errorsModule, passingErrors } from './passing-errors.js';

const require = createRequire(import.meta.url);

type RetriableError = Error & { readonly retriable: boolean };
const errors = require(errorsModule) as Readonly<Record<string, new (message: string) => RetriableError>>;

it.each([
  [errorsModule, 'bb3e50177a7b73f4cd35b3318d50a2fc50d9e631488c6ae89669b31aee25c926'],
  ['kafkajs/src/cluster/index.js', '3831a6845e4e9fb0de73d5ff50a3695974fb8a927acde677c524fe1c362bd57d'],
  ['kafkajs/src/utils/lock.js', 'd843297318f54c80bfaaf1b2393c145cf367ea76ee190e46dd983145e35a9087'],
  ['kafkajs/src/consumer/index.js', 'cdf5b3d7c67364b2b55a5c491225c08318054b515e079fa3aa7b7d9f4d8d19dd'],
])('mends %s as it was read', (module, expected) => {
  expect(sourceSha256(module), 'kafkajs has changed: read which of its errors end a consumer again').toBe(
    expected,
  );
});

it('lets errors be tried again that pass, and leaves the others as they are', () => {
  createKafka({ brokers: ['127.0.0.1:9'], clientId: 'spec' });
  for (const name of passingErrors)
    expect(errors[name] && new errors[name]('away').retriable, name).toBe(true);
  const lasting = ['KafkaJSSASLAuthenticationError', 'KafkaJSTimeout', 'KafkaJSNotImplemented'];
  for (const name of lasting) expect(errors[name] && new errors[name]('no').retriable, name).toBe(false);
});

interface Cluster {
  findGroupCoordinatorMetadata(asked: object): Promise<unknown>;
}

it('lets a consumer look for its coordinator again when no broker could be reached', async () => {
  createKafka({ brokers: ['127.0.0.1:9'], clientId: 'spec' });
  const { prototype } = require('kafkajs/src/cluster/index.js') as { readonly prototype: Cluster };
  const noBroker = { brokerPool: { withBroker: () => Promise.resolve(null) } };
  const asked = prototype.findGroupCoordinatorMetadata.call(noBroker, { groupId: 'group' });
  await expect(asked).rejects.toMatchObject({ name: 'KafkaJSGroupCoordinatorNotFound', retriable: true });
});
