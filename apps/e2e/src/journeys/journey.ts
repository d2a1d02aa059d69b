// What every journey begins with: the running system that all of them share, and a receiver and an account of its own.
import { randomUUID } from 'node:crypto';
import { startReceiver } from '@posthorn/testing';
import { test } from 'vitest';
import { System } from '../harness/system.js';
import { everySource } from './contact-events.js';
import { Caller, type Door } from './doors/door.js';
import { grpcAddresses, grpcDoor } from './doors/grpc-door.js';
import { restDoor } from './doors/rest-door.js';
import { EventProducer, type Produce } from './event-producer.js';
import { Witness } from './witness.js';

/** A customer's account with its tokens, and the operator who made it, all at one door. */
export interface Account {
  readonly accountId: string;
  readonly operator: Caller;
  readonly admin: Caller;
  /** For clients that are no door of these journeys. */
  readonly adminToken: string;
  readonly read: Caller;
  readonly ingest: Caller;
  /** `whsec_…`, signs what its automations send. */
  readonly automationSecret: string;
}

export interface Doors {
  readonly REST: Door;
  readonly gRPC: Door;
}

/** Chicago is where ActiveCampaign's captured bodies come from. */
const timeZone = 'America/Chicago';

export const journey = test
  .extend('systemOptions', { scope: 'file' }, { name: 'journeys' })
  .extend('system', { scope: 'file' }, async ({ systemOptions }, { onCleanup }) => {
    const system = await System.start(systemOptions);
    onCleanup(() => system.stop());
    return system;
  })
  .extend('doors', { scope: 'file' }, ({ system }, { onCleanup }): Doors => {
    const doors = { REST: restDoor(system.stack), gRPC: grpcDoor(grpcAddresses(system.stack)) };
    onCleanup(() => {
      doors.gRPC.close();
    });
    return doors;
  })
  .extend('produce', { scope: 'file' }, async ({ system }, { onCleanup }): Promise<Produce> => {
    const producer = await EventProducer.connect(system);
    onCleanup(() => producer.close());
    return producer.send;
  })
  .extend('receiver', async ({ system: _ }, { onCleanup }) => {
    const receiver = await startReceiver();
    onCleanup(() => receiver.stop());
    return receiver;
  })
  .extend('untilInEffect', async ({ system: _ }, { onCleanup }) => {
    const receiver = await startReceiver();
    onCleanup(() => receiver.stop());
    return (customer: Caller): Promise<Witness> => Witness.appear(customer, receiver);
  })
  .extend('signUp', ({ system, doors }) => {
    const { operatorToken } = system.stack.settings.secrets;
    return (door: keyof Doors = 'REST') => makeAccount(new Caller(doors[door], operatorToken));
  })
  .extend('subscribe', ({ receiver, signUp }) => {
    /** A new customer with a subscription to the receiver. Default: every source and list. */
    return async (wanted: Wanted, door?: keyof Doors) => {
      const account = await signUp(door);
      const fields = { name: 'Mine', url: receiver.url, sources: everySource, ...wanted };
      const subscription = await account.admin.do('createSubscription', fields);
      return { ...account, subscription, receiver };
    };
  });

interface Wanted {
  readonly event_types: readonly string[];
  readonly sources?: readonly string[];
  readonly list_id?: string;
}

async function makeAccount(operator: Caller): Promise<Account> {
  const accountId = `acme-${randomUUID()}`;
  const account = { id: accountId, name: 'Acme', time_zone: timeZone };
  const { automation_secret: automationSecret } = await operator.do('createAccount', account);
  const tokens = ['admin', 'read', 'ingest'].map((role) =>
    operator.do('createToken', { account_id: accountId, name: role, role }),
  );
  const [adminToken = '', read = '', ingest = ''] = (await Promise.all(tokens)).map(({ token }) => token);
  return {
    ...{ accountId, operator, adminToken, automationSecret },
    admin: operator.withToken(adminToken),
    read: operator.withToken(read),
    ingest: operator.withToken(ingest),
  };
}
