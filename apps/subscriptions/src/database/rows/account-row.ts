// The table `accounts`: customers of the product, who own everything else.
import type { Plan, SealedSecret } from '@posthorn/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('accounts')
export class AccountRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  /** IANA name. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('text', { array: true })
  plans!: Plan[];

  /** The highest `number` that a subscription of this account has had; decimal text. */
  @Column('bigint', { name: 'last_subscription_number' })
  lastSubscriptionNumber!: string;

  /** The highest `number` that a connection of this account has had; decimal text. */
  @Column('bigint', { name: 'last_connection_number' })
  lastConnectionNumber!: string;

  /** Newest first; sign the POSTs of its automations. Sealed under `SECRETS_KEYS`. */
  @Column('jsonb', { name: 'automation_secrets' })
  automationSecrets!: SealedSecret[];

  /** Decimal text; see `RegistryWriter`. */
  @Column('bigint')
  version!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
