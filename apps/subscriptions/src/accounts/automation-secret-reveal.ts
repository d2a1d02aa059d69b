// Shows the secret that signs the webhooks of an account's automations again, to the operator and the account's admins.
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { accountNotFound, ownsAccount } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { revealed } from '../secrets/signing-secret.js';
import { secretBox } from '../secrets/secret-box-token.js';
import { describeAccount, type CreatedAccount } from './account-requests.js';
import { findAccount } from './find-account.js';

@Injectable()
export class AutomationSecretReveal {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    @Inject(secretBox) private readonly box: SecretBox,
  ) {}

  /** The newest: a former one, which may sign beside it, is not shown. Throws `secret_unreadable` (503). */
  async reveal(call: IncomingCall, id: string): Promise<CreatedAccount> {
    const caller = await this.callers.identify(call, 'write');
    if (!ownsAccount(caller, id)) throw accountNotFound();
    const row = await this.database.run((manager) => findAccount(manager, id));
    const secret = revealed({ id: row.id, secrets: row.automationSecrets }, this.box);
    return { ...describeAccount(row), automation_secret: secret };
  }
}
