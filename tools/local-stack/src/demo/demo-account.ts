// The demo's account, token and subscription, made through the REST API as a customer's would be, and found again
// at the next start.
import { join } from 'node:path';
import { eventually } from '@posthorn/testing';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../stack/kept-json.js';
import type { StackFile } from '../stack/stack-file.js';
import { callApi } from './api.js';

export interface DemoPlace {
  /** Keeps the token: nobody can ask for it again. */
  readonly folder: string;
  /** Base URL of the service. */
  readonly subscriptions: string;
  readonly operatorToken: string;
  /** Where the demo's events are POSTed. */
  readonly receiver: string;
}

type Demo = StackFile['demo'];

const accountId = 'demo';
const name = 'Local receiver';
const eventTypes = ['subscribe', 'update', 'deal_add', 'deal_update'];
const keptSchema = z.object({ token: z.string() });
const tokenSchema = z.object({ token: z.string() });
const subscriptionSchema = z.object({ id: z.string(), name: z.string(), url: z.string(), state: z.string() });
const pageSchema = z.object({ subscriptions: z.array(subscriptionSchema) });

/** Resolves when the subscription takes events. */
export async function ensureDemo(place: DemoPlace): Promise<Demo> {
  const token = (await keptToken(place)) ?? (await makeAccount(place));
  const found = await findSubscription(place, token);
  const subscriptionId = found?.id ?? (await makeSubscription(place, token));
  if (found !== undefined && found.url !== place.receiver)
    await moveSubscription(place, { token, id: found.id });
  await untilActive(place, { token, id: subscriptionId });
  return { accountId, token, subscriptionId };
}

/** The token of an earlier start, when this database still knows it. */
async function keptToken({ folder, subscriptions }: DemoPlace): Promise<string | undefined> {
  const kept = keptSchema.safeParse(await readKeptJson(join(folder, 'demo.json')));
  if (!kept.success) return undefined;
  const { token } = kept.data;
  const { status } = await callApi(
    { method: 'GET', url: `${subscriptions}/v1/subscriptions`, token },
    [200, 401],
  );
  return status === 200 ? token : undefined;
}

async function makeAccount({ folder, subscriptions, operatorToken }: DemoPlace): Promise<string> {
  const account = { id: accountId, name: 'Demo', time_zone: 'America/Chicago' };
  await operator('accounts', account, [201, 409]);
  const made = await operator('tokens', { account_id: accountId, role: 'admin', name: 'Demo' }, [201]);
  const { token } = tokenSchema.parse(made);
  await writeKeptJson(join(folder, 'demo.json'), { token });
  return token;

  async function operator(kind: string, body: unknown, accepted: readonly number[]): Promise<unknown> {
    const call = { method: 'POST', url: `${subscriptions}/v1/${kind}`, token: operatorToken, body } as const;
    return (await callApi(call, accepted)).body;
  }
}

async function findSubscription(
  { subscriptions }: DemoPlace,
  token: string,
): Promise<z.infer<typeof subscriptionSchema> | undefined> {
  const url = `${subscriptions}/v1/subscriptions?page_size=100`;
  const page = pageSchema.parse((await callApi({ method: 'GET', url, token }, [200])).body);
  return page.subscriptions.find((subscription) => subscription.name === name);
}

async function makeSubscription({ subscriptions, receiver }: DemoPlace, token: string): Promise<string> {
  const body = {
    name,
    url: receiver,
    event_types: eventTypes,
    sources: ['public', 'admin', 'api', 'system'],
  };
  const url = `${subscriptions}/v1/subscriptions`;
  return subscriptionSchema.parse((await callApi({ method: 'POST', url, token, body }, [201])).body).id;
}

interface OneSubscription {
  readonly token: string;
  readonly id: string;
}

/** The receiver's port may be another than at the last start. */
async function moveSubscription(place: DemoPlace, { token, id }: OneSubscription): Promise<void> {
  const url = `${place.subscriptions}/v1/subscriptions/${id}`;
  await callApi({ method: 'PATCH', url, token, body: { url: place.receiver } }, [200]);
}

async function untilActive({ subscriptions }: DemoPlace, { token, id }: OneSubscription): Promise<void> {
  const url = `${subscriptions}/v1/subscriptions/${id}`;
  await eventually(
    async () => {
      const { state } = subscriptionSchema.parse((await callApi({ method: 'GET', url, token }, [200])).body);
      return state !== 'pending';
    },
    { timeoutMs: 15_000, intervalMs: 100, what: 'the demo’s subscription published' },
  );
}
