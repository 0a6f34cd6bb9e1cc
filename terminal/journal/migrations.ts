// The journal's schema, as numbered steps. A step that has been on a counter is never edited: a change is a new step.
import type { Database } from 'better-sqlite3'
import { CHAIN_START } from '../../shared/visit/visit-chain.ts'

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
  // 2: what the terminal remembers of its hub, and how old visits may go: the beginning of the chain moves up first, and only over
  // visits that are acknowledged, old, and not the newest; then what lies before it may be removed (OB7).
  `CREATE TABLE hub_mark (
     one          INTEGER PRIMARY KEY CHECK (one = 1),
     ack_seq      INTEGER NOT NULL CHECK (ack_seq >= 0),
     hub_time     INTEGER,
     package_date INTEGER
   ) STRICT;
   INSERT INTO hub_mark (one, ack_seq) VALUES (1, 0);
   CREATE TABLE held_out (
     seq    INTEGER PRIMARY KEY,
     reason TEXT NOT NULL
   ) STRICT;
   CREATE TABLE chain_start (
     one        INTEGER PRIMARY KEY CHECK (one = 1),
     seq        INTEGER NOT NULL,
     hash       TEXT NOT NULL,
     before_day TEXT NOT NULL
   ) STRICT;
   INSERT INTO chain_start (one, seq, hash, before_day) VALUES (1, 0, '${CHAIN_START}', '');
   CREATE TRIGGER chain_start_moves_over_old_news BEFORE UPDATE ON chain_start
     WHEN NEW.seq < OLD.seq
       OR NEW.seq > (SELECT ack_seq FROM hub_mark)
       OR NEW.seq >= (SELECT max(seq) FROM visit)
       OR NEW.hash IS NOT (SELECT hash FROM visit WHERE seq = NEW.seq)
       OR EXISTS (SELECT 1 FROM visit WHERE seq <= NEW.seq AND on_day >= NEW.before_day)
     BEGIN SELECT RAISE(ABORT, 'a chain starts after visits that are acknowledged and old'); END;
   DROP TRIGGER visit_is_never_removed;
   CREATE TRIGGER visit_is_never_removed_early BEFORE DELETE ON visit
     WHEN OLD.seq > (SELECT seq FROM chain_start)
     BEGIN SELECT RAISE(ABORT, 'a visit is never removed before it is acknowledged and old'); END;`,
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
