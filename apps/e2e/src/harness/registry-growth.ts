// Makes the registry's topic longer than a dispatcher can read at once, and tells where it ends.
import { registryHeaders, registryKey } from '@posthorn/contracts';
import { accountRecord, testKafka, withAdmin } from '@posthorn/testing';
import type { System } from './system.js';

const recordsPerBatch = 500;
const nameChars = 1_000;

/** Appends accounts that nobody uses, of about `bytes` in all. */
export async function growRegistry(system: System, bytes: number): Promise<void> {
  const producer = testKafka(system.brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const batches = Math.ceil(bytes / (recordsPerBatch * nameChars));
  for (let batch = 0; batch < batches; batch += 1) {
    const ids = Array.from({ length: recordsPerBatch }, (_, index) => `unused_${batch}_${index}`);
    await producer.send({ topic: system.topics.registry, messages: ids.map(toRecord) });
  }
  await producer.disconnect();
}

const toRecord = (id: string) => ({
  key: registryKey('account', id),
  value: JSON.stringify(accountRecord({ id, name: 'x'.repeat(nameChars) })),
  headers: { [registryHeaders.version]: '1' },
});

/** Offset of the registry's last record. */
export async function lastRegistryOffset({ brokers, topics }: System): Promise<bigint> {
  const ends = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topics.registry));
  return BigInt(ends[0]?.high ?? 0) - 1n;
}
