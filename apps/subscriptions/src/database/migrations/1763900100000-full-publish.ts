// What full publishes of the registry need to know, and indexes for the relay.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FullPublish1763900100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `ALTER TABLE registry_state
    ADD COLUMN published_epoch bigint NOT NULL DEFAULT 0,
    ADD COLUMN requested_epoch bigint NOT NULL DEFAULT 0,
    ADD COLUMN published_at timestamptz`,
  `CREATE INDEX outbox_unpublished_versions ON outbox (kind, entity_id, version) WHERE published_at IS NULL`,
  `CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL`,
];

const down = [
  `DROP INDEX outbox_published`,
  `DROP INDEX outbox_unpublished_versions`,
  `ALTER TABLE registry_state
    DROP COLUMN published_epoch, DROP COLUMN requested_epoch, DROP COLUMN published_at`,
];
