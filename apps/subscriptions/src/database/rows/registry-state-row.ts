// The table `registry_state`, one row: which database this is, and how far its full publishes have come.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('registry_state')
export class RegistryStateRow {
  @PrimaryColumn('uuid', { name: 'database_id' })
  databaseId!: string;

  /** The last full publish that was begun, decimal text; 0: none. */
  @Column('bigint')
  epoch!: string;

  /** The last one that was finished. */
  @Column('bigint', { name: 'published_epoch' })
  publishedEpoch!: string;

  /** Somebody waits for one of this number or a higher one. */
  @Column('bigint', { name: 'requested_epoch' })
  requestedEpoch!: string;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;
}
