// The topics that Kafka has.
import type { Kafka } from 'kafkajs';

/** Rejects when no broker answers. */
export async function listTopics(kafka: Kafka): Promise<readonly string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
