// The kafkajs client of the harness: quiet, and it fails fast, since whoever waits does so by `eventually`.
import kafkajs, { type Admin, type Kafka } from 'kafkajs';

/** A client for tests; several retries, no log. */
export const testKafka = (brokers: readonly string[]): Kafka =>
  new kafkajs.Kafka({
    clientId: 'posthorn-testing',
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    retry: { retries: 5, initialRetryTime: 50, maxRetryTime: 1_000 },
  });

/** For a producer that compresses its batches. */
export const gzip = kafkajs.CompressionTypes.GZIP;

/** Runs `work` with a connected admin client and disconnects it. */
export async function withAdmin<T>(
  brokers: readonly string[],
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = testKafka(brokers).admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
