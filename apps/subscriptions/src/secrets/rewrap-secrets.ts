// Seals anew, under the first key, every secret of the database that another one has sealed: so that a former key can be
// taken out. Each record is changed as any change of it is, and published by whichever relay works.
import type { SealedSecret } from '@posthorn/contracts';
import type { SecretBox } from '@posthorn/delivery';
import type { DataSource, EntityManager } from 'typeorm';
import type { AccountRow, ConnectionRow, SubscriptionRow } from '../database/rows/index.js';
import { type Columns } from '../database/rows/index.js';
import { rowOfKind } from '../registry/registry-record.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { rewrap } from './rewrap.js';

export interface SecretBoxes {
  /** Of `SECRETS_KEYS`. */
  readonly secretBox: SecretBox;
  /** Of `CONNECTION_KEYS`. */
  readonly connectionBox: SecretBox;
}

export interface RewrapReport {
  /** Records whose secrets were sealed anew. */
  readonly rewrappedCount: number;
  /** `subscription sub_1: unknown_key: key k1`; these stay as they are. */
  readonly unopened: readonly string[];
}

type SealedKind = 'subscription' | 'account' | 'connection';
type SealedRow = Columns<SubscriptionRow> | Columns<AccountRow> | Columns<ConnectionRow>;

const sealedKinds: readonly SealedKind[] = ['subscription', 'account', 'connection'];
/** In one transaction, so that nothing is locked for long. */
const rowsAtOnceMax = 100;

export async function rewrapSecrets(dataSource: DataSource, boxes: SecretBoxes): Promise<RewrapReport> {
  const unopened: string[] = [];
  let rewrappedCount = 0;
  for (const kind of sealedKinds) {
    const box = kind === 'connection' ? boxes.connectionBox : boxes.secretBox;
    let lastId: string | undefined = '';
    while (lastId !== undefined) {
      const request: PageRequest = { kind, box, after: lastId };
      const page: Page = await dataSource.transaction((manager) => rewrapPage(manager, request));
      rewrappedCount += page.rewrappedCount;
      unopened.push(...page.unopened);
      lastId = page.lastId;
    }
  }
  return { rewrappedCount, unopened };
}

interface Page extends RewrapReport {
  /** `undefined`: there are no more. */
  readonly lastId: string | undefined;
}

interface PageRequest {
  readonly kind: SealedKind;
  readonly box: SecretBox;
  /** The id of the last row of the page before. */
  readonly after: string;
}

async function rewrapPage(manager: EntityManager, { kind, box, after }: PageRequest): Promise<Page> {
  const rows = await lockedRows(manager, kind, after);
  const unopened: string[] = [];
  let rewrappedCount = 0;
  for (const row of rows) {
    const result = rewrap(secretsOf(row), { box, recordId: row.id, nowMs: Date.now() });
    if (result.kind === 'unopened') unopened.push(`${kind} ${row.id}: ${result.detail}`);
    if (result.kind !== 'rewrapped') continue;
    await writer.update(manager, kind, withSecrets(row, result.secrets));
    rewrappedCount += 1;
  }
  return { rewrappedCount, unopened, lastId: rows.at(-1)?.id };
}

const writer = new RegistryWriter();

const lockedRows = (manager: EntityManager, kind: SealedKind, after: string): Promise<SealedRow[]> =>
  manager
    .createQueryBuilder<SealedRow>(rowOfKind[kind], 'sealed')
    .where('sealed.id > :after', { after })
    .orderBy('sealed.id')
    .limit(rowsAtOnceMax)
    .setLock('pessimistic_write')
    .getMany();

const secretsOf = (row: SealedRow): readonly SealedSecret[] =>
  'automationSecrets' in row ? row.automationSecrets : row.secrets;

const withSecrets = (row: SealedRow, secrets: SealedSecret[]): SealedRow =>
  Object.assign(row, 'automationSecrets' in row ? { automationSecrets: secrets } : { secrets });
