// Lets a request wait until the outbox rows of its own transaction are published.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OutboxTransactions1763900200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE outbox ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id()',
    );
    await queryRunner.query(
      'CREATE INDEX outbox_unpublished_transactions ON outbox (transaction_id) WHERE published_at IS NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE outbox DROP COLUMN transaction_id');
  }
}
