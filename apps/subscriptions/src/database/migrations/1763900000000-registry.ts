// The first tables: accounts, tokens, subscriptions, and what the registry's relay needs.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Registry1763900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE registry_state, outbox, subscriptions, tokens, accounts');
    await queryRunner.query('DROP SEQUENCE registry_version');
  }
}

/** One sequence for all rows: an account that is deleted and made again under its id still gets a higher version. */
const statements = [
  `CREATE SEQUENCE registry_version`,
  `CREATE TABLE accounts (
    id text PRIMARY KEY,
    name text NOT NULL,
    time_zone text NOT NULL,
    plans text[] NOT NULL,
    last_subscription_number bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT nextval('registry_version'),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX accounts_page ON accounts (created_at, id)`,
  `CREATE TABLE tokens (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('admin', 'read', 'ingest')),
    hash text NOT NULL UNIQUE,
    version bigint NOT NULL DEFAULT nextval('registry_version'),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX tokens_page ON tokens (account_id, created_at, id)`,
  `CREATE TABLE subscriptions (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    number bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    event_types text[] NOT NULL,
    sources text[] NOT NULL,
    list_id text,
    state text NOT NULL CHECK (state IN ('active', 'paused', 'disabled', 'suspended')),
    body_format text NOT NULL DEFAULT 'form' CHECK (body_format IN ('form', 'json')),
    secrets jsonb NOT NULL,
    max_in_flight integer,
    rate_per_second double precision,
    effective_from timestamptz(3),
    version bigint NOT NULL DEFAULT nextval('registry_version'),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (account_id, number)
  )`,
  `CREATE INDEX subscriptions_page ON subscriptions (account_id, created_at, id)`,
  `CREATE TABLE outbox (
    id bigserial PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('account', 'token', 'subscription')),
    entity_id text NOT NULL,
    version bigint NOT NULL,
    value jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz
  )`,
  `CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL`,
  `CREATE TABLE registry_state (
    database_id uuid PRIMARY KEY,
    epoch bigint NOT NULL DEFAULT 0
  )`,
  `CREATE UNIQUE INDEX registry_state_one_row ON registry_state ((true))`,
  `INSERT INTO registry_state (database_id) VALUES (gen_random_uuid())`,
];
