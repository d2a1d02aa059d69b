// The table `schemas`: what an account's custom objects are like.
import type { SchemaField, SchemaRelationship } from '@posthorn/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface LabelledField extends SchemaField {
  readonly label: string;
}

export interface LabelledRelationship extends SchemaRelationship {
  readonly label: string;
}

@Entity('schemas')
export class SchemaRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  /** Unique within the account; never changes. */
  @Column('text')
  slug!: string;

  @Column('jsonb')
  labels!: { readonly singular: string; readonly plural: string };

  @Column('jsonb')
  fields!: LabelledField[];

  @Column('jsonb')
  relationships!: LabelledRelationship[];

  /** Decimal text; see `RegistryWriter`. */
  @Column('bigint')
  version!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
