// The journal's schema, as numbered steps. A step that has been on a counter is never edited: a change is a new step.
import type { Database } from 'better-sqlite3'

const migrations: readonly string[] = [
  // 1: a visit is one sealed row. What stands outside the seal is what the counter must find by, and says nothing of a person.
  `CREATE TABLE identity (
     one      INTEGER PRIMARY KEY CHECK (one = 1),
     terminal TEXT NOT NULL
   ) STRICT;
   CREATE TABLE visit (
     seq    INTEGER PRIMARY KEY,
     id     TEXT NOT NULL UNIQUE,
     on_day TEXT NOT NULL,
     kind   TEXT NOT NULL CHECK (kind IN ('check', 'service', 'void')),
     hash   TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT;
   CREATE INDEX visit_by_day ON visit (on_day);
   CREATE TRIGGER visit_is_never_edited BEFORE UPDATE ON visit
     BEGIN SELECT RAISE(ABORT, 'a visit is never edited'); END;
   CREATE TRIGGER visit_is_never_removed BEFORE DELETE ON visit
     BEGIN SELECT RAISE(ABORT, 'a visit is never removed'); END;`,
]

export const SCHEMA_VERSION = migrations.length

/** Brings a database to the present schema, each step in its own transaction. Throws on a schema from the future. */
export function migrate(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > SCHEMA_VERSION)
    throw new Error(`journal schema ${version} is newer than this program (${SCHEMA_VERSION})`)
  for (let step = version; step < SCHEMA_VERSION; step += 1) {
    db.transaction(() => {
      db.exec(migrations[step] ?? '')
      db.pragma(`user_version = ${step + 1}`)
    })()
  }
}
