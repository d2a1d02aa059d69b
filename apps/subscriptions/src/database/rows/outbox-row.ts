// The table `outbox`: registry records that were decided together with a row's change. `RegistryWriter` appends
// them, the relay publishes them in the order of `id` and marks them.
import type { RegistryKind } from '@posthorn/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('outbox')
export class OutboxRow {
  /** Decimal text. Commits may happen in another order than ids were given. */
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;

  @Column('text')
  kind!: Exclude<RegistryKind, 'sentinel'>;

  @Column('text', { name: 'entity_id' })
  entityId!: string;

  /** Version of the changed row, decimal text; a tombstone's is above all that the row has had. */
  @Column('bigint')
  version!: string;

  /** The registry record; null: a tombstone. */
  @Column('jsonb', { nullable: true })
  value!: object | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;
}
