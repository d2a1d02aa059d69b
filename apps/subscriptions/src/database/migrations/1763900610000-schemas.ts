// Schemas of custom objects, and the subscriptions that name one. Those of the kind `custom_object` that are there
// already name none, and go on taking the records of every schema.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Schemas1763900610000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE subscriptions DROP COLUMN schema_id');
    await queryRunner.query('DROP TABLE schemas');
  }
}

const up = [
  `CREATE TABLE schemas (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    slug text NOT NULL,
    labels jsonb NOT NULL,
    fields jsonb NOT NULL,
    relationships jsonb NOT NULL,
    version bigint NOT NULL DEFAULT nextval('registry_version'),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (account_id, slug)
  )`,
  `CREATE INDEX schemas_page ON schemas (account_id, created_at, id)`,
  `ALTER TABLE subscriptions ADD COLUMN schema_id text REFERENCES schemas (id)`,
  `CREATE INDEX subscriptions_schema ON subscriptions (schema_id) WHERE schema_id IS NOT NULL`,
];
