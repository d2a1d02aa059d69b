// Suspends and resumes subscriptions when the plans of their account change, in the transaction of that change.
import type { EventTypePlans, Plan } from '@posthorn/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountRow, SubscriptionRow } from '../database/rows/index.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { assignChanges } from '../requests/assign-changes.js';
import { underPlans } from './plan-rule.js';

/** Injection token: which plans have which event types in this installation, from the environment. */
export const eventTypePlans = Symbol('eventTypePlans');

@Injectable()
export class PlanChanges {
  constructor(
    private readonly registry: RegistryWriter,
    @Inject(eventTypePlans) private readonly table: EventTypePlans,
  ) {}

  /** After a change of the plans of the account, which the caller has locked. */
  async apply(
    manager: EntityManager,
    { id: accountId, plans }: Pick<AccountRow, 'id' | 'plans'>,
  ): Promise<void> {
    const rows = await manager.find(SubscriptionRow, {
      where: { accountId },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const row of rows) await this.write(manager, row, plans);
  }

  private async write(manager: EntityManager, row: SubscriptionRow, plans: readonly Plan[]): Promise<void> {
    const changes = underPlans(row, { plans, table: this.table }, new Date());
    if (assignChanges(row, changes)) await this.registry.update(manager, 'subscription', row);
  }
}
