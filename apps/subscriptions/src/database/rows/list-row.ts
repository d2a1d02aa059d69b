// The table `lists`: an account's lists by name. No other service knows them: events have the ids alone.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('lists')
export class ListRow {
  @PrimaryColumn('text', { name: 'account_id' })
  accountId!: string;

  /** The account's own; decimal text. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
