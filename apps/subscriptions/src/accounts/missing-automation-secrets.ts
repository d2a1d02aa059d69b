// Gives an automation secret to accounts that have none, at the start of the service: those that were made before there
// were any.
import type { SecretBox } from '@posthorn/delivery';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { AccountRow } from '../database/rows/index.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { newSigningSecret } from '../secrets/signing-secret.js';
import { secretBox } from '../secrets/secret-box-token.js';

/** In one transaction, so that no account is locked for long. */
const accountsAtOnceMax = 100;

@Injectable()
export class MissingAutomationSecrets implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryWriter,
    @Inject(secretBox) private readonly box: SecretBox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    let given: number;
    do given = await this.database.transaction((manager) => this.giveSome(manager));
    while (given > 0);
  }

  /** How many got one. What is locked is waited for: no request holds an account for long. */
  private async giveSome(manager: EntityManager): Promise<number> {
    const rows = await manager
      .createQueryBuilder(AccountRow, 'account')
      .where(`account.automation_secrets = '[]'`)
      .orderBy('account.id')
      .limit(accountsAtOnceMax)
      .setLock('pessimistic_write')
      .getMany();
    for (const row of rows) {
      row.automationSecrets = [this.box.seal(newSigningSecret().bytes, row.id)];
      await this.registry.update(manager, 'account', row);
    }
    return rows.length;
  }
}
