// Gives a subscription a new signing secret, beside which the former one signs for a day.
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Callers } from '../authentication/callers.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { lockSubscription } from './find-subscription.js';
import { renewed } from '../secrets/signing-secret.js';
import { describeSubscription, type CreatedSubscription } from './subscription-answers.js';
import { secretBox } from '../secrets/secret-box-token.js';

@Injectable()
export class SecretRotation {
  constructor(
    private readonly callers: Callers,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    @Inject(secretBox) private readonly box: SecretBox,
  ) {}

  /** The only answer with the new secret. Throws `secret_limit_reached` (409). */
  async rotate(call: IncomingCall, id: string): Promise<CreatedSubscription> {
    const caller = await this.callers.identify(call, 'write');
    return this.changes.run(async (manager) => {
      const row = await lockSubscription(manager, { id, caller });
      const updatedAt = new Date();
      const renewal = { box: this.box, nowMs: updatedAt.getTime(), owner: 'subscription' };
      const { secrets, text } = renewed(row, renewal);
      Object.assign(row, { secrets, updatedAt });
      await this.registry.update(manager, 'subscription', row);
      return { ...describeSubscription(row, caller), secret: text };
    });
  }
}
