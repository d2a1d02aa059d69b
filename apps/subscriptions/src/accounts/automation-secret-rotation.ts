// Gives an account a new secret for its automations, beside which the former one signs for a day.
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { accountNotFound, ownsAccount } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { renewed } from '../secrets/signing-secret.js';
import { secretBox } from '../secrets/secret-box-token.js';
import { describeAccount, type CreatedAccount } from './account-requests.js';
import { lockAccount } from './find-account.js';

@Injectable()
export class AutomationSecretRotation {
  constructor(
    private readonly callers: Callers,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    @Inject(secretBox) private readonly box: SecretBox,
  ) {}

  /** For the operator, and for the account's own admins. Throws `not_found`, `secret_limit_reached` (409). */
  async rotate(call: IncomingCall, id: string): Promise<CreatedAccount> {
    const caller = await this.callers.identify(call, 'write');
    if (!ownsAccount(caller, id)) throw accountNotFound();
    return this.changes.run(async (manager) => {
      const row = await lockAccount(manager, id);
      const updatedAt = new Date();
      const record = { id: row.id, secrets: row.automationSecrets };
      const renewal = { box: this.box, nowMs: updatedAt.getTime(), owner: 'account' };
      const { secrets: automationSecrets, text } = renewed(record, renewal);
      Object.assign(row, { automationSecrets, updatedAt });
      await this.registry.update(manager, 'account', row);
      return { ...describeAccount(row), automation_secret: text };
    });
  }
}
