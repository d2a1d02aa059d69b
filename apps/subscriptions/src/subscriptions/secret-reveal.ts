// Shows the secret that signs a subscription's POSTs again, to those who may change it.
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { findSubscription } from './find-subscription.js';
import { revealed } from '../secrets/signing-secret.js';
import { describeSubscription, type CreatedSubscription } from './subscription-answers.js';
import { secretBox } from '../secrets/secret-box-token.js';

@Injectable()
export class SecretReveal {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    @Inject(secretBox) private readonly box: SecretBox,
  ) {}

  /** The newest: a former one, which may sign beside it, is not shown. Throws `secret_unreadable` (503). */
  async reveal(call: IncomingCall, id: string): Promise<CreatedSubscription> {
    const caller = await this.callers.identify(call, 'write');
    const row = await this.database.run((manager) => findSubscription(manager, { id, caller }));
    const secret = revealed({ id: row.id, secrets: row.secrets }, this.box);
    return { ...describeSubscription(row, caller), secret };
  }
}
