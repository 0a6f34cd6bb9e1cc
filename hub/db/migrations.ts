// The hub's schema, one numbered step after the other; a step that was released is never changed. Plain PostgreSQL ≥ 15 that any
// compatible cluster takes: ids come from the clients, no sequences, no LISTEN, no advisory locks, no uniqueness across terminals.
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Step = (db: Kysely<Tables>) => Promise<void>

/** Version n is the step at n − 1. */
export const migrations: readonly Step[] = [createEverything]

async function createEverything(db: Kysely<Tables>): Promise<void> {
  for (const statement of schemaOne) await sql.raw(statement).execute(db)
}

const schemaOne: readonly string[] = [
  // Proves that the key file in the data folder belongs to this database; the key itself is never in it.
  `CREATE TABLE hub_key (one int PRIMARY KEY CHECK (one = 1), proof text NOT NULL)`,

  `CREATE TABLE terminal (
    id uuid PRIMARY KEY,
    facility_id text NOT NULL, facility_name text NOT NULL, facility_name_en text NOT NULL,
    public_key text NOT NULL, version text NOT NULL,
    enrolled_at timestamptz NOT NULL, revoked_at timestamptz, last_contact_at timestamptz,
    status text)`,
  // Codes and tokens are kept as hashes: who reads the database can use neither.
  `CREATE TABLE enrolment_code (
    code_hash text PRIMARY KEY,
    facility_id text NOT NULL, facility_name text NOT NULL, facility_name_en text NOT NULL,
    for_terminal uuid, created_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, used_at timestamptz, used_by uuid)`,
  `CREATE TABLE token (token_hash text PRIMARY KEY, terminal uuid NOT NULL, ends_at timestamptz NOT NULL)`,
  `CREATE INDEX token_terminal ON token (terminal)`,

  // One row a terminal, locked while it files: batches of one terminal never run side by side.
  `CREATE TABLE chain (terminal uuid PRIMARY KEY, ack_seq bigint NOT NULL, last_seq bigint NOT NULL)`,
  // What the hub must know of a visit without opening it. No member number: \`person\` is a keyed hash.
  `CREATE TABLE place (
    terminal uuid NOT NULL, seq bigint NOT NULL, id uuid NOT NULL,
    hash text NOT NULL, prev text NOT NULL, kind text NOT NULL, on_day text NOT NULL, facility text NOT NULL,
    service text, refers uuid, union_code text, person text,
    PRIMARY KEY (terminal, seq), UNIQUE (terminal, id))`,
  `CREATE INDEX place_refers ON place (terminal, refers) WHERE refers IS NOT NULL`,
  // The visit itself, sealed with the hub's key; one partition a month of the time in its id.
  `CREATE TABLE visit (
    terminal uuid NOT NULL, id uuid NOT NULL, seq bigint NOT NULL, filed_at timestamptz NOT NULL, sealed bytea NOT NULL,
    PRIMARY KEY (terminal, id)) PARTITION BY RANGE (id)`,
  `CREATE TABLE visit_other PARTITION OF visit DEFAULT`,
  `CREATE TABLE chain_break (terminal uuid NOT NULL, seq bigint NOT NULL, PRIMARY KEY (terminal, seq))`,
  `CREATE TABLE quarantine (
    terminal uuid NOT NULL, id uuid NOT NULL, hash text NOT NULL, seq bigint, code text NOT NULL,
    at timestamptz NOT NULL, sealed bytea NOT NULL,
    PRIMARY KEY (terminal, id, hash))`,
  `CREATE INDEX quarantine_seq ON quarantine (terminal, seq)`,

  // Its one row is shared by all who file and taken by who closes a month: no visit is booked while a month closes.
  `CREATE TABLE books_gate (one int PRIMARY KEY CHECK (one = 1))`,
  `INSERT INTO books_gate VALUES (1)`,
  `CREATE TABLE month_lock (month text PRIMARY KEY, locked_at timestamptz NOT NULL)`,
  `CREATE TABLE tally (
    month text NOT NULL, on_day text NOT NULL, union_code text NOT NULL, service text NOT NULL, facility text NOT NULL,
    late boolean NOT NULL, uses int NOT NULL, voids int NOT NULL,
    PRIMARY KEY (month, on_day, union_code, service, facility, late))`,
  `CREATE TABLE person_tally (
    month text NOT NULL, on_day text NOT NULL, union_code text NOT NULL, service text NOT NULL, facility text NOT NULL,
    late boolean NOT NULL, person text NOT NULL, uses int NOT NULL, voids int NOT NULL,
    PRIMARY KEY (month, on_day, union_code, service, facility, late, person))`,
  // Written at start-up to see whether a commit reaches the disk.
  `CREATE TABLE durability_probe (one int PRIMARY KEY, turns int NOT NULL)`,
]
