// An engineer has nothing but the address of a gRPC server, and a tool that asks it what it is. That all else is the
// same as over REST is told by the other journeys.
import { expect } from 'vitest';
import { capturedBody, capturedEvent } from './captured-event.js';
import { grpcAddresses } from './doors/grpc-door.js';
import { callByReflection, methodsByReflection } from './grpc-tool.js';
import { journey } from './journey.js';

const services = {
  subscriptions: [
    'AccountService',
    'TokenService',
    'SubscriptionService',
    'ConnectionService',
    'SchemaService',
    'ListService',
  ].map((name) => `posthorn.subscriptions.v1.${name}`),
  ingest: ['IngestService', 'EventTypeService', 'AutomationService'].map(
    (name) => `posthorn.ingest.v1.${name}`,
  ),
};

journey.for(['subscriptions', 'ingest'] as const)(
  'the gRPC server of %s says what it is, and that it serves',
  async (name, { system }) => {
    const address = grpcAddresses(system.stack)[name];
    const described = (await methodsByReflection(address)).map((method) => method.split('/')[0]);
    expect([...new Set(described)].sort()).toEqual(['grpc.health.v1.Health', ...services[name]].sort());
    for (const service of ['', ...services[name]]) {
      const call = { address, method: 'grpc.health.v1.Health/Check', message: { service } };
      expect(await callByReflection(call), service).toEqual({ status: 'SERVING' });
    }
  },
);

journey('an event can be sent with what the server says of itself', async ({ system, receiver, signUp }) => {
  const { adminToken: token } = await signUp();
  const { subscriptions, ingest } = grpcAddresses(system.stack);
  const wanted = { name: 'Mine', url: receiver.url, event_types: [capturedEvent.type], sources: ['admin'] };
  const create = 'posthorn.subscriptions.v1.SubscriptionService/CreateSubscription';
  const publish = 'posthorn.ingest.v1.IngestService/Publish';
  const made = await callByReflection({ address: subscriptions, method: create, message: wanted, token });
  expect(made).toMatchObject({ subscription: { eventTypes: [capturedEvent.type], state: 'active' } });
  const message = { event: capturedEvent };
  const sent = await callByReflection({ address: ingest, method: publish, message, token });
  expect(sent).toMatchObject({ accepted: { topic: system.topics.events('contact') } });
  const [post] = await receiver.received(1);
  expect(post?.body.toString()).toBe(capturedBody);
});
