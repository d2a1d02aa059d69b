// The table `subscriptions`: who wants which events, where.
import type { BodyFormat, Initiator, SealedSecret, SubscriptionState } from '@posthorn/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('subscriptions')
export class SubscriptionRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  /** Ascending within the account, never used again; decimal text. The compat API's id. */
  @Column('bigint')
  number!: string;

  @Column('text')
  name!: string;

  @Column('text')
  url!: string;

  @Column('text', { name: 'event_types', array: true })
  eventTypes!: string[];

  @Column('text', { array: true })
  sources!: Initiator[];

  /** Decimal text; null: every list. */
  @Column('text', { name: 'list_id', nullable: true })
  listId!: string | null;

  @Column('text')
  state!: SubscriptionState;

  @Column('text', { name: 'body_format' })
  bodyFormat!: BodyFormat;

  /** Newest first. */
  @Column('jsonb')
  secrets!: SealedSecret[];

  @Column('integer', { name: 'max_in_flight', nullable: true })
  maxInFlight!: number | null;

  @Column('double precision', { name: 'rate_per_second', nullable: true })
  ratePerSecond!: number | null;

  /**
   * The broker's append time of the first registry record, from which events are taken. Null until the relay
   * has had its acknowledgement; only the relay sets it, and it raises no version by that.
   */
  @Column({ type: 'timestamptz', name: 'effective_from', precision: 3, nullable: true })
  effectiveFrom!: Date | null;

  /** Decimal text; see `RegistryWriter`. */
  @Column('bigint')
  version!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
