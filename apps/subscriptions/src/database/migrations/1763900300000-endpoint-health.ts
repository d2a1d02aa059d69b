// Why a subscription is not active, and how its endpoint fares.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EndpointHealth1763900300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE subscriptions
      ADD COLUMN state_reason text,
      ADD COLUMN state_changed_at timestamptz(3) NOT NULL DEFAULT now(),
      ADD COLUMN failing_since timestamptz(3),
      ADD COLUMN last_ok_at timestamptz(3),
      ADD COLUMN breaker text CHECK (breaker IN ('closed', 'open', 'probing')),
      ADD COLUMN reported_at timestamptz(3)`);
    await queryRunner.query('UPDATE subscriptions SET state_changed_at = updated_at');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE subscriptions
      DROP COLUMN state_reason, DROP COLUMN state_changed_at, DROP COLUMN failing_since,
      DROP COLUMN last_ok_at, DROP COLUMN breaker, DROP COLUMN reported_at`);
  }
}
