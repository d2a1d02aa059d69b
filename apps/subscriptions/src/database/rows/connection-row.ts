// The table `connections`: shops whose own webhooks become events of the account.
import type { ConnectionPlatform, SealedSecret } from '@posthorn/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('connections')
export class ConnectionRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  /** Ascending within the account, never used again; decimal text. `connection_id` in the events. */
  @Column('bigint')
  number!: string;

  @Column('text')
  platform!: ConnectionPlatform;

  @Column('text')
  name!: string;

  /** Domain or URL, for people. */
  @Column('text')
  shop!: string;

  /** Newest first; sealed under `CONNECTION_KEYS`. */
  @Column('jsonb')
  secrets!: SealedSecret[];

  /** Decimal text; see `RegistryWriter`. */
  @Column('bigint')
  version!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
