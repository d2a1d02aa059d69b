// Connections to shops. Which kinds of record the registry has is said by the code alone from here on.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Connections1763900500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE connections');
    await queryRunner.query('ALTER TABLE accounts DROP COLUMN last_connection_number');
  }
}

const up = [
  `CREATE TABLE connections (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    number bigint NOT NULL,
    platform text NOT NULL CHECK (platform IN ('shopify', 'woocommerce')),
    name text NOT NULL,
    shop text NOT NULL,
    secrets jsonb NOT NULL,
    version bigint NOT NULL DEFAULT nextval('registry_version'),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (account_id, number)
  )`,
  `CREATE INDEX connections_page ON connections (account_id, created_at, id)`,
  `ALTER TABLE accounts ADD COLUMN last_connection_number bigint NOT NULL DEFAULT 0`,
  `ALTER TABLE outbox DROP CONSTRAINT IF EXISTS outbox_kind_check`,
];
