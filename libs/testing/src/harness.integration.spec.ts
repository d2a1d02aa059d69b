import { expect, inject, it } from 'vitest';
import { createTestTopics, createTestDatabase } from './index.js';
it('gives brokers and postgres', async () => {
  const topics = await createTestTopics(inject('kafkaBrokers'));
  console.log(topics.prefix);
  const db = await createTestDatabase(inject('postgresUrl'));
  expect(await db.query('select version()')).toHaveLength(1);
  await db.drop();
  await topics.delete();
});
