// The table `subscriptions`: who wants which events, where.
import type {
  BodyFormat,
  Breaker,
  Initiator,
  SealedSecret,
  SubscriptionKind,
  SubscriptionState,
} from '@posthorn/contracts';
import type { StateReason } from '../../subscriptions/subscription-state.js';
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

  /** Never changes. */
  @Column('text')
  kind!: SubscriptionKind;

  @Column('text')
  url!: string;

  @Column('text', { name: 'event_types', array: true })
  eventTypes!: string[];

  @Column('text', { array: true })
  sources!: Initiator[];

  /** Decimal text; null: every list. */
  @Column('text', { name: 'list_id', nullable: true })
  listId!: string | null;

  /** Of the kind `custom_object`; null: every schema. */
  @Column('text', { name: 'schema_id', nullable: true })
  schemaId!: string | null;

  @Column('text')
  state!: SubscriptionState;

  /** Why Posthorn has stopped it; null: it has not. */
  @Column('text', { name: 'state_reason', nullable: true })
  stateReason!: StateReason | null;

  @Column({ type: 'timestamptz', name: 'state_changed_at', precision: 3 })
  stateChangedAt!: Date;

  /** Those that no plan of the account has; with any, it is suspended. */
  @Column('text', { name: 'lacked_event_types', array: true })
  lackedEventTypes!: string[];

  /** What it was when the plan suspended it, and will be again; null: the plan has not. */
  @Column('jsonb', { nullable: true })
  suspended!: { readonly state: SubscriptionState; readonly reason: StateReason | null } | null;

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

  /** Of the first report of failures alone, by the broker's clock; null: a 2xx has come since. */
  @Column({ type: 'timestamptz', name: 'failing_since', precision: 3, nullable: true })
  failingSince!: Date | null;

  /** Of the last report with a 2xx. */
  @Column({ type: 'timestamptz', name: 'last_ok_at', precision: 3, nullable: true })
  lastOkAt!: Date | null;

  /** As the dispatcher that told last has it. */
  @Column('text', { nullable: true })
  breaker!: Breaker | null;

  /** Of the last report. These four raise no version: the registry has none of them. */
  @Column({ type: 'timestamptz', name: 'reported_at', precision: 3, nullable: true })
  reportedAt!: Date | null;

  /** Decimal text; see `RegistryWriter`. */
  @Column('bigint')
  version!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
