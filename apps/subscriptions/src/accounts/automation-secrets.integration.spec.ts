import { accountRecordSchema, type SealedSecret } from '@posthorn/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MissingAutomationSecrets } from './missing-automation-secrets.js';
import { bodyOf, problemOf } from '../testing/doors.js';
import { newTenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
});

afterAll(async () => {
  await service.stop();
});

/** Of the last record that the topic `registry` gets of the account. */
async function published(id: string): Promise<readonly SealedSecret[]> {
  const rows = await service.database.query<{ value: unknown }>(
    `SELECT value FROM outbox WHERE kind = 'account' AND entity_id = $1 ORDER BY version DESC LIMIT 1`,
    [id],
  );
  return accountRecordSchema.parse(rows[0]?.value).automation_secrets;
}

function open(sealed: SealedSecret | undefined, id: string): string {
  const opened = sealed && service.secretBox.open(sealed, id);
  if (opened?.ok !== true) throw new Error('it does not open');
  return `whsec_${Buffer.from(opened.secret).toString('base64')}`;
}

describe.each(['rest', 'grpc'] as const)('over %s', (doorName) => {
  const call = (operation: Parameters<TestService['rest']['call']>[0], request: object, token: string) =>
    service[doorName].call(operation, { ...request }, token);

  it('is made with the account, sealed for it, and shown only there and on request', async () => {
    const made = bodyOf(await call('createAccount', { name: 'Acme' }, operatorToken));
    const id = String(made.id);
    expect(open((await published(id))[0], id)).toBe(made.automation_secret);
    expect(bodyOf(await call('getAccount', { id }, operatorToken))).not.toHaveProperty('automation_secret');
    expect(JSON.stringify(bodyOf(await call('listAccounts', {}, operatorToken)))).not.toContain('whsec_');
    const kept = await service.database.query(
      `SELECT to_jsonb(accounts) FROM accounts UNION ALL SELECT value FROM outbox`,
    );
    expect(JSON.stringify(kept)).not.toContain(String(made.automation_secret).slice('whsec_'.length));
  });

  it.each(['the operator', 'an admin'])('is rotated by %s; the former one signs for a day', async (who) => {
    const { accountId: id, tokens } = await newTenant(service);
    const [former] = await published(id);
    const before = Date.now();
    const token = who === 'an admin' ? tokens.admin : operatorToken;
    const { automation_secret: secret } = bodyOf(await call('rotateAutomationSecret', { id }, token));
    const [newest, kept, ...more] = await published(id);
    expect(open(newest, id)).toBe(secret);
    const revealed = bodyOf(await call('revealAutomationSecret', { id }, token));
    expect(revealed.automation_secret).toBe(secret);
    expect(newest).not.toHaveProperty('expires_at_ms');
    expect(kept).toMatchObject({ ciphertext: former?.ciphertext });
    expect((kept?.expires_at_ms ?? 0) - before).toBeGreaterThanOrEqual(86_400_000);
    expect((kept?.expires_at_ms ?? 0) - Date.now()).toBeLessThanOrEqual(86_400_000);
    expect(more).toEqual([]);
  });

  it('may be rotated four times a day', async () => {
    const { accountId: id, tokens } = await newTenant(service);
    for (let count = 0; count < 4; count += 1)
      bodyOf(await call('rotateAutomationSecret', { id }, tokens.admin));
    const problem = problemOf(await call('rotateAutomationSecret', { id }, tokens.admin));
    expect(problem).toMatchObject({ status: 409, code: 'secret_limit_reached' });
    expect(await published(id)).toHaveLength(5);
  });

  it('is that of an account that exists', async () => {
    expect(problemOf(await call('rotateAutomationSecret', { id: 'nobody' }, operatorToken)).code).toBe(
      'not_found',
    );
  });
});

describe('accounts from before', () => {
  it('get theirs when the service starts, whatever their number; others keep theirs', async () => {
    const { accountId } = await newTenant(service);
    const [had] = await published(accountId);
    await service.database.query(
      `INSERT INTO accounts (id, name, time_zone, plans)
       SELECT 'old_' || number, 'Old', 'UTC', '{}' FROM generate_series(1, 250) AS number`,
    );
    await service.app.get(MissingAutomationSecrets, { strict: false }).onApplicationBootstrap();
    for (const id of ['old_1', 'old_250']) {
      const secrets = await published(id);
      expect(secrets).toHaveLength(1);
      expect(open(secrets[0], id)).toMatch(/^whsec_/);
    }
    const without = await service.database.query(`SELECT FROM accounts WHERE automation_secrets = '[]'`);
    expect(without).toEqual([]);
    expect(await published(accountId)).toEqual([had]);
  });
});
