// An account's lists by name. They are no part of the registry, so they go with their account by themselves.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Lists1763900800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE lists (
        account_id text NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        id text NOT NULL,
        name text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (account_id, id)
      )`,
    );
    await queryRunner.query('CREATE INDEX lists_page ON lists (account_id, created_at, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE lists');
  }
}
