// A customer of the product: an account, a token, and subscriptions, all made through the API.
import { eventually } from '@posthorn/testing';
import { z } from 'zod';
import { expectAnswer } from './call-api.js';
import type { System } from './system.js';

export interface Subscription {
  readonly id: string;
  readonly accountId: string;
}

export interface WantedSubscription {
  readonly url: string;
  /** Default: `subscribe`. */
  readonly eventTypes?: readonly string[];
}

const tokenSchema = z.object({ token: z.string() });
const subscriptionSchema = z.object({ id: z.string(), state: z.string() });

export class Customer {
  private constructor(
    private readonly system: System,
    readonly accountId: string,
    /** May do everything within the account. */
    readonly token: string,
  ) {}

  /** `name`: also the account's id. */
  static async signUp(system: System, name = 'example'): Promise<Customer> {
    const operator = system.stack.settings.secrets.operatorToken;
    const api = system.stack.services.subscriptions.http;
    const call = { method: 'POST', token: operator } as const;
    await expectAnswer(201, { ...call, url: `${api}/v1/accounts`, body: { id: name, name } });
    const body = { account_id: name, name, role: 'admin' };
    const answer = await expectAnswer(201, { ...call, url: `${api}/v1/tokens`, body });
    return new Customer(system, name, tokenSchema.parse(answer).token);
  }

  /** Resolves when the subscription takes events. */
  async subscribe({ url, eventTypes = ['subscribe'] }: WantedSubscription): Promise<Subscription> {
    const body = { name: url, url, event_types: eventTypes, sources: ['public', 'admin', 'api', 'system'] };
    const call = { token: this.token, url: this.subscriptionsUrl };
    const { id } = subscriptionSchema.parse(await expectAnswer(201, { ...call, method: 'POST', body }));
    const one = { token: this.token, url: `${call.url}/${id}`, method: 'GET' } as const;
    await eventually(async () => subscriptionSchema.parse(await expectAnswer(200, one)).state === 'active', {
      timeoutMs: 15_000,
      what: `${id} active`,
    });
    return { id, accountId: this.accountId };
  }

  get subscriptionsUrl(): string {
    return `${this.system.stack.services.subscriptions.http}/v1/subscriptions`;
  }
}
