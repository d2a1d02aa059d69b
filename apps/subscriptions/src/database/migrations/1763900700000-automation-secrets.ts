// What signs the POSTs of an account's automations. SQL cannot seal a secret: accounts from before get theirs when the
// service starts (`accounts/missing-automation-secrets.ts`).
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AutomationSecrets1763900700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE accounts ADD COLUMN automation_secrets jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE accounts DROP COLUMN automation_secrets');
  }
}
