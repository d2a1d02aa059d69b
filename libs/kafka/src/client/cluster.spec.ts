import { expect, it } from 'vitest';
import { makeCluster } from './cluster.js';
import { createKafka } from './kafka-client.js';

interface Internals {
  readonly brokerPool: {
    createBroker(settings: object): { readonly allowAutoTopicCreation: boolean };
  };
}

it('makes no topic by asking for one', () => {
  const kafka = createKafka({ brokers: ['127.0.0.1:9'], clientId: 'cluster-spec' });
  const { brokerPool } = makeCluster(kafka) as unknown as Internals;
  const broker = brokerPool.createBroker({
    logger: kafka.logger(),
    connectionPool: { connectionTimeout: 1 },
  });
  expect(broker.allowAutoTopicCreation).toBe(false);
});
