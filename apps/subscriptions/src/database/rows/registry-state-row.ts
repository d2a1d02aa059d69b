// The table `registry_state`, one row: which database this is, and the number of its last full publish.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('registry_state')
export class RegistryStateRow {
  @PrimaryColumn('uuid', { name: 'database_id' })
  databaseId!: string;

  /** Decimal text; 0: never fully published. */
  @Column('bigint')
  epoch!: string;
}
