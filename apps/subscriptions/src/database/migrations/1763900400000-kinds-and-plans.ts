// Kinds of subscriptions, and what a plan has suspended.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KindsAndPlans1763900400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE subscriptions
      ADD COLUMN kind text NOT NULL DEFAULT 'standard' CHECK (kind IN ('standard', 'custom_object', 'ecommerce')),
      ADD COLUMN lacked_event_types text[] NOT NULL DEFAULT '{}',
      ADD COLUMN suspended jsonb`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE subscriptions DROP COLUMN kind, DROP COLUMN lacked_event_types, DROP COLUMN suspended',
    );
  }
}
