// docker-compose.yml has not seen a container engine here. What can be proved without one: its commands, with its own
// environment, bring up a system that takes an event and delivers it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, startReceiver, withAdmin, workspaceRoot, type Receiver } from '@posthorn/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ComposeStack } from './compose-stack.js';
import { documentedVariables, setVariables } from './documented-variables.js';
import { serviceNames } from './service-variables.js';

/** A copy of .env.example in which somebody opened the doors that a local receiver needs. */
const variables: Readonly<Record<string, string>> = {
  ...setVariables(documentedVariables(readFileSync(join(workspaceRoot, '.env.example'), 'utf8'))),
  ALLOW_LOOPBACK_TARGETS: 'true',
  ALLOW_HTTP_TARGETS: 'true',
  ALLOW_TARGET_PORTS: 'any',
};
const operatorToken = variables.OPERATOR_TOKEN ?? '';
const eventType = 'contact_tag_added';

let stack: ComposeStack;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  stack = await ComposeStack.prepare(variables);
  await stack.start();
});

afterAll(async () => {
  await stack.dispose();
  await receiver.stop();
});

it('delivers an event that ingest took', async () => {
  const { token, secret } = await subscribe();
  const { sample } = await ask(`ingest /v1/event-types/${eventType}`, { token, answer: typeSchema });
  await ask('ingest /v1/events', { token, body: sample, answer: z.unknown() });
  const [post] = await receiver.received(1, { timeoutMs: 30_000 });
  const body = post?.body.toString() ?? '';
  expect(body).toMatch(new RegExp(`^type=${eventType}&date_time=`));
  const {
    'webhook-id': id = '',
    'webhook-timestamp': seconds = '',
    'webhook-signature': signature,
  } = post?.headers ?? {};
  expect(signature).toBe(new Webhook(secret).sign(id, new Date(Number(seconds) * 1_000), body));
});

it('runs setup again at the next start, without a change', async () => {
  const before = await topicsOnHost();
  expect((await stack.setup()).join('\n')).toContain('up to date');
  expect(await topicsOnHost()).toEqual(before);
});

it('shows Kafka to programs of this machine', async () => {
  expect(await topicsOnHost()).toEqual(
    expect.arrayContaining(['posthorn.registry', 'posthorn.events.contact']),
  );
});

it.each(serviceNames)('%s ends well within its grace period', async (name) => {
  expect(await stack.stop(name)).toEqual({ code: 0, signal: null });
});

const tokenSchema = z.object({ token: z.string() });
const typeSchema = z.object({ sample: z.record(z.string(), z.unknown()) });
const subscriptionSchema = z.object({ id: z.string(), state: z.string(), secret: z.string().optional() });

/** An account with a token and an active subscription to the receiver. */
async function subscribe(): Promise<{ readonly token: string; readonly secret: string }> {
  const account = { id: 'compose', name: 'Compose' };
  await ask('subscriptions /v1/accounts', { token: operatorToken, body: account, answer: z.unknown() });
  const wanted = { account_id: account.id, name: 'Compose', role: 'admin' };
  const made = { token: operatorToken, body: wanted, answer: tokenSchema };
  const { token } = await ask('subscriptions /v1/tokens', made);
  const body = {
    name: 'Compose',
    url: receiver.url,
    event_types: [eventType],
    sources: ['public', 'admin', 'api', 'system'],
  };
  const { id, secret = '' } = await ask('subscriptions /v1/subscriptions', {
    token,
    body,
    answer: subscriptionSchema,
  });
  await eventually(async () => {
    const { state } = await ask(`subscriptions /v1/subscriptions/${id}`, {
      token,
      answer: subscriptionSchema,
    });
    return state === 'active';
  });
  return { token, secret };
}

interface Question<Answer> {
  readonly token: string;
  /** POSTed; GET without it. */
  readonly body?: unknown;
  readonly answer: z.ZodType<Answer>;
}

/** `place`: a service and a path. */
async function ask<Answer>(place: string, { token, body, answer }: Question<Answer>): Promise<Answer> {
  const [service, path = ''] = place.split(' ');
  const name = serviceNames.find((known) => known === service);
  const response = await fetch(`${name === undefined ? '' : stack.http(name)}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect(response.ok, `${place}: ${response.status} ${text}`).toBe(true);
  return answer.parse(JSON.parse(text));
}

const topicsOnHost = (): Promise<readonly string[]> =>
  withAdmin([stack.kafkaOnHost], async (admin) => (await admin.listTopics()).sort());
