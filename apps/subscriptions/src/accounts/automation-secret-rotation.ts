// Gives an account a new secret for its automations, beside which the former one signs for a day.
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { accountNotFound, ownsAccount } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { limitReached } from '../requests/problems.js';
import { newSigningSecret, rotated, secretsMax } from '../subscriptions/signing-secret.js';
import { secretBox } from '../subscriptions/subscription-creation.js';
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
    const secret = newSigningSecret();
    return this.changes.run(async (manager) => {
      const row = await lockAccount(manager, id);
      const now = new Date();
      const automationSecrets = rotated(
        row.automationSecrets,
        this.box.seal(secret.bytes, row.id),
        now.getTime(),
      );
      if (automationSecrets === undefined) throw tooManySecrets();
      Object.assign(row, { automationSecrets, updatedAt: now });
      await this.registry.update(manager, 'account', row);
      return { ...describeAccount(row), automation_secret: secret.text };
    });
  }
}

const tooManySecrets = () =>
  limitReached(
    'secret_limit_reached',
    `The account has ${secretsMax} secrets that sign; a former one ends a day after it was replaced`,
  );
