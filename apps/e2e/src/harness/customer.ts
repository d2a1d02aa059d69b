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
  readonly limits?: { readonly max_in_flight?: number; readonly rate_per_second?: number };
}

const tokenSchema = z.object({ token: z.string() });
const subscriptionSchema = z.object({
  id: z.string(),
  state: z.string(),
  state_reason: z.string().optional(),
  /** Absent while pending. */
  effective_from: z.iso.datetime().optional(),
});

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
  async subscribe({ url, eventTypes = ['subscribe'], limits }: WantedSubscription): Promise<Subscription> {
    const sources = ['public', 'admin', 'api', 'system'];
    const body = { name: url, url, event_types: eventTypes, sources, ...limits };
    const call = { token: this.token, url: this.subscriptionsUrl };
    const { id } = subscriptionSchema.parse(await expectAnswer(201, { ...call, method: 'POST', body }));
    const made = { id, accountId: this.accountId };
    await eventually(async () => (await this.stateOf(made)).state === 'active', {
      timeoutMs: 15_000,
      what: `${id} active`,
    });
    return made;
  }

  /** What its owner is shown of it. */
  async stateOf({ id }: Subscription): Promise<z.output<typeof subscriptionSchema>> {
    const call = { token: this.token, url: `${this.subscriptionsUrl}/${id}`, method: 'GET' } as const;
    return subscriptionSchema.parse(await expectAnswer(200, call));
  }

  async resume({ id }: Subscription): Promise<void> {
    const url = `${this.subscriptionsUrl}/${id}/resume`;
    await expectAnswer(200, { token: this.token, url, method: 'POST' });
  }

  get subscriptionsUrl(): string {
    return `${this.system.stack.services.subscriptions.http}/v1/subscriptions`;
  }
}
