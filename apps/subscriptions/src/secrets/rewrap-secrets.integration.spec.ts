// On a real database: every kind of secret, more rows than one transaction takes, and a key that nobody has any more.
import { registryKey, type SealedSecret } from '@posthorn/contracts';
import { SecretBox } from '@posthorn/delivery';
import { createTestDatabase, type TestDatabase } from '@posthorn/testing';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { accountRow } from '../testing/relay-scene.js';
import { subscriptionRow } from '../testing/subscription-row.js';
import { rewrapSecrets } from './rewrap-secrets.js';

let database: TestDatabase;
let dataSource: DataSource;
const writer = new RegistryWriter();

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  dataSource = await createDataSource({ url: database.url, connectionsMax: 2 }).initialize();
  await migrate(dataSource);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
function boxOf(...keys: string[]): SecretBox {
  const box = SecretBox.parse(keys.join(','));
  if (box === undefined) throw new Error('no keys');
  return box;
}

/** Records, of which the topic `registry` gets the last: their key, and the keys that seal them. */
async function published(): Promise<Map<string, readonly string[]>> {
  const rows = await database.query<{ kind: 'account'; entity_id: string; value: Partial<Secrets> }>(
    `SELECT DISTINCT ON (kind, entity_id) kind, entity_id, value FROM outbox ORDER BY kind, entity_id, version DESC`,
  );
  return new Map(
    rows.map(({ kind, entity_id: id, value }) => [
      registryKey(kind, id),
      [...(value.secrets ?? []), ...(value.automation_secrets ?? [])].map(({ key_id }) => key_id),
    ]),
  );
}

interface Secrets {
  readonly secrets: readonly SealedSecret[];
  readonly automation_secrets: readonly SealedSecret[];
}

it('seals all anew, publishes them, and says what no key opens', async () => {
  const [oldKey, oldShopKey] = [newKey('old'), newKey('old-shop')];
  const [former, formerShop, lost] = [boxOf(oldKey), boxOf(oldShopKey), boxOf(newKey('lost'))];
  const seal = (box: SecretBox, id: string) => [box.seal(Buffer.from(`secret of ${id}`), id)];
  const now = new Date();
  await dataSource.transaction(async (manager) => {
    await writer.insert(manager, 'account', {
      ...accountRow('acme'),
      automationSecrets: seal(former, 'acme'),
    });
    for (let number = 1; number <= 150; number += 1) {
      const id = `sub_${number}`;
      const secrets = seal(number === 7 ? lost : former, id);
      const row = subscriptionRow({ id, accountId: 'acme', number: String(number), secrets });
      await writer.insert(manager, 'subscription', row);
    }
    await writer.insert(manager, 'connection', {
      ...{
        id: 'con_1',
        accountId: 'acme',
        number: '1',
        platform: 'shopify',
        name: 'Shop',
        shop: 'a.example',
      },
      ...{ secrets: seal(formerShop, 'con_1'), createdAt: now, updatedAt: now },
    });
  });
  const boxes = {
    secretBox: boxOf(newKey('new'), oldKey),
    connectionBox: boxOf(newKey('new-shop'), oldShopKey),
  };
  expect(await rewrapSecrets(dataSource, boxes)).toEqual({
    rewrappedCount: 151,
    unopened: ['subscription sub_7: unknown_key: key lost'],
  });
  const keys = await published();
  expect(keys.get('account:acme')).toEqual(['new']);
  expect(keys.get('connection:con_1')).toEqual(['new-shop']);
  expect(keys.get('subscription:sub_7')).toEqual(['lost']);
  const others = [...keys].filter(([key]) => key.startsWith('subscription:') && key !== 'subscription:sub_7');
  expect(others).toHaveLength(149);
  expect(new Set(others.flatMap(([, ids]) => ids))).toEqual(new Set(['new']));
  const [kept] = await database.query<{ secrets: SealedSecret[] }>(
    `SELECT secrets FROM subscriptions WHERE id = 'sub_150'`,
  );
  const opened = kept?.secrets[0] && boxes.secretBox.open(kept.secrets[0], 'sub_150');
  expect(opened?.ok === true && Buffer.from(opened.secret).toString()).toBe('secret of sub_150');
  expect((await rewrapSecrets(dataSource, boxes)).rewrappedCount).toBe(0);
});
