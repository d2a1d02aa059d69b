// More subscriptions than could be made over REST within a bench: their records stand in the registry's topic as the
// relay would write them, each with a secret of its own.
import { randomBytes } from 'node:crypto';
import { registryHeaders, registryKey, type RegistryKind } from '@posthorn/contracts';
import { SecretBox } from '@posthorn/delivery';
import { accountRecord, subscriptionRecord, testKafka } from '@posthorn/testing';
import type { BenchWorld } from '../world.js';

export interface Crowd {
  readonly accounts: number;
  readonly subscriptionsEach: number;
}

const registryTopic = 'posthorn.registry';

/** Resolves when the registry has all of them. */
export async function publishCrowd(world: BenchWorld, crowd: Crowd): Promise<void> {
  const box = SecretBox.parse(world.stack.settings.secrets.secretsKeys);
  if (box === undefined) throw new Error('the keys cannot be read');
  const producer = testKafka(world.brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    for (let number = 1; number <= crowd.accounts; number += 1)
      await producer.send({
        topic: registryTopic,
        acks: -1,
        messages: accountWith(`crowd-${number}`, crowd.subscriptionsEach, box),
      });
  } finally {
    await producer.disconnect();
  }
}

function accountWith(accountId: string, subscriptions: number, box: SecretBox) {
  return [
    toRecord('account', accountRecord({ id: accountId, name: accountId })),
    ...Array.from({ length: subscriptions }, (_, index) => {
      const id = `sub_${accountId}_${index}`;
      const url = `https://hooks.example.com/${accountId}/${index}`;
      const secrets = [box.seal(randomBytes(24), id)];
      return toRecord('subscription', subscriptionRecord({ id, account_id: accountId, url, secrets }));
    }),
  ];
}

const toRecord = (kind: RegistryKind, value: { readonly id: string }) => ({
  key: registryKey(kind, value.id),
  value: JSON.stringify(value),
  headers: { [registryHeaders.version]: '1' },
});
