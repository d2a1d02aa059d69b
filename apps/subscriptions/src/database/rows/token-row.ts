// The table `tokens`: API tokens of an account. The text of a token is kept nowhere, only its hash.
import type { TokenRole } from '@posthorn/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tokens')
export class TokenRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: TokenRole;

  /** SHA-256 of the token's text, lower-case hex. */
  @Column('text')
  hash!: string;

  /** Decimal text; see `RegistryWriter`. */
  @Column('bigint')
  version!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
