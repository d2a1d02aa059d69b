// Kafka as production has it: TLS, SASL, and for each service the permissions that `topics --acls` prints and no
// others. Every way that an event can go is gone once, so that a permission that is missing is noticed here.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicNames, writeEvent } from '@posthorn/contracts';
import {
  answer,
  brokerCertificate,
  brokerIdentity,
  eventAttributes,
  eventually,
  freePort,
  readTopic,
  startKafkaBroker,
  startReceiver,
  type KafkaBroker,
  type Receiver,
} from '@posthorn/testing';
import kafkajs, { type SASLOptions } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAnswer } from '../harness/call-api.js';
import { Customer } from '../harness/customer.js';
import { IngestWriter } from '../harness/ingest-writer.js';
import { makePrintedAcls, printedAcls } from '../harness/printed-acls.js';
import { System } from '../harness/system.js';

const mechanisms = {
  topics: 'scram-sha-256',
  subscriptions: 'scram-sha-512',
  ingest: 'scram-sha-256',
  dispatcher: 'plain',
  producer: 'plain',
} as const;
type User = keyof typeof mechanisms;
const users = Object.keys(mechanisms) as User[];
const passwordOf = (user: User): string => `${user}-s3cret`;

let folder: string;
let broker: KafkaBroker;
let system: System;
let customer: Customer;
let receiver: Receiver;
let securePort: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-secured-'));
  securePort = await freePort();
  const security = {
    port: securePort,
    users: Object.fromEntries(users.map((user) => [user, passwordOf(user)])),
  };
  [broker, receiver] = await Promise.all([startKafkaBroker({ folder, security }), startReceiver()]);
  const { certificateFile } = await brokerIdentity(folder);
  const environment = {
    TOPIC_PREFIX: 'secured.',
    GROUP_ID: 'secured-dispatcher',
    KAFKA_BROKERS: `127.0.0.1:${securePort}`,
    KAFKA_TLS: 'true',
    KAFKA_TLS_CA_FILE: certificateFile,
  };
  await makePrintedAcls([broker.address], await printedAcls(environment));
  const particular = Object.fromEntries(users.map((user) => [user, saslEnvironment(user)]));
  system = await System.start({ name: 'secured-kafka', environment, particular });
  customer = await Customer.signUp(system);
});

afterAll(async () => {
  await system.stop();
  await Promise.all([broker.stop(), receiver.stop()]);
  await rm(folder, { recursive: true, force: true });
});

it('delivers what ingest took, after a retry', async () => {
  receiver.behave((_request, index) => answer(index === 0 ? 503 : 200));
  await customer.subscribe({ url: `${receiver.url}/retried` });
  await new IngestWriter(system, customer).send({ count: 1 });
  const posts = await receiver.received(2, { timeoutMs: 30_000 });
  expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

it('keeps what is given up, and tells of every attempt and of the endpoint', async () => {
  receiver.behave(() => answer(410));
  await customer.subscribe({ url: `${receiver.url}/gone`, eventTypes: ['update'] });
  await produce('producer', 'update');
  const names = topicNames('secured.');
  for (const topic of [names.deadLetters, names.attempts, names.endpointHealth]) {
    await eventually(async () => (await readTopic([broker.address], topic)).length > 0, {
      timeoutMs: 30_000,
      what: `a record in ${topic}`,
    });
  }
});

it('tells of sample data', async () => {
  receiver.behave(() => answer(200));
  const { id } = await customer.subscribe({ url: `${receiver.url}/sample` });
  const { http } = system.stack.services.subscriptions;
  const call = {
    method: 'POST',
    url: `${http}/v1/subscriptions/${id}/sample`,
    token: customer.token,
  } as const;
  await expectAnswer(200, { ...call, body: {} });
  const { attempts } = topicNames('secured.');
  await eventually(
    async () => (await readTopic([broker.address], attempts)).some(({ key }) => key === id) || undefined,
    { timeoutMs: 30_000, what: 'a record of the sample' },
  );
});

it('lets a service do nothing that is not its own', async () => {
  await expect(produce('dispatcher', 'subscribe')).rejects.toMatchObject({
    type: 'TOPIC_AUTHORIZATION_FAILED',
  });
});

/** Writes one contact event as `user`. */
async function produce(user: User, type: string): Promise<void> {
  const kafka = new kafkajs.Kafka({
    brokers: [`127.0.0.1:${securePort}`],
    logLevel: kafkajs.logLevel.NOTHING,
    ssl: { ca: await brokerCertificate(folder) },
    sasl: { mechanism: mechanisms[user], username: user, password: passwordOf(user) } as SASLOptions,
  });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const data = { contact: { id: '7', email: 'ada@example.com' } };
  const event = writeEvent(eventAttributes({ accountId: customer.accountId, type }), data);
  try {
    await producer.connect();
    const messages = [{ ...event, headers: { ...event.headers } }];
    await producer.send({ topic: topicNames('secured.').events('contact'), messages });
  } finally {
    await producer.disconnect();
  }
}

const saslEnvironment = (user: User): NodeJS.ProcessEnv => ({
  KAFKA_SASL_MECHANISM: mechanisms[user],
  KAFKA_SASL_USERNAME: user,
  KAFKA_SASL_PASSWORD: passwordOf(user),
});
