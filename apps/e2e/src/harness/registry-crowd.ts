// An account with more subscriptions than the API could make within a test: its records stand in the registry's topic
// as the relay would write them.
import { randomBytes } from 'node:crypto';
import { registryHeaders, registryKey, type RegistryKind } from '@posthorn/contracts';
import { SecretBox } from '@posthorn/delivery';
import { accountRecord, subscriptionRecord, testKafka } from '@posthorn/testing';
import type { Subscription } from './customer.js';
import type { System } from './system.js';

export interface WantedCrowd {
  readonly accountId: string;
  readonly count: number;
  /** One subscription, by its index. */
  readonly of: (index: number) => { readonly url: string; readonly eventTypes: readonly string[] };
}

const recordsPerBatch = 1_000;

/** Resolves when the registry has all of them. */
export async function publishCrowd(system: System, wanted: WantedCrowd): Promise<readonly Subscription[]> {
  const { accountId, count } = wanted;
  const box = SecretBox.parse(system.stack.settings.secrets.secretsKeys);
  if (box === undefined) throw new Error('the keys cannot be read');
  const crowd = Array.from({ length: count }, (_, index) => ({ id: `sub_crowd_${index}`, accountId }));
  const messages = [
    toRecord('account', accountRecord({ id: accountId, name: accountId })),
    ...crowd.map(({ id }, index) => {
      const { url, eventTypes } = wanted.of(index);
      const secrets = [box.seal(randomBytes(24), id)];
      const given = { id, account_id: accountId, url, event_types: [...eventTypes], secrets };
      return toRecord('subscription', subscriptionRecord({ ...given, effective_from_ms: 0 }));
    }),
  ];
  const producer = testKafka(system.brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  for (let at = 0; at < messages.length; at += recordsPerBatch) {
    const batch = messages.slice(at, at + recordsPerBatch);
    await producer.send({ topic: system.topics.registry, messages: batch });
  }
  await producer.disconnect();
  return crowd;
}

const toRecord = (kind: RegistryKind, value: { readonly id: string }) => ({
  key: registryKey(kind, value.id),
  value: JSON.stringify(value),
  headers: { [registryHeaders.version]: '1' },
});
