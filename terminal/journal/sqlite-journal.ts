// The journal on a real disk: SQLite in WAL mode with a sync on every commit. Decides nothing, forgets nothing.
import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { StoreFault } from '../../shared/bridge/state.ts'
import type { Day } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { type Visit, type VisitDraft, visitSchema } from '../../shared/visit/visit.ts'
import { canonicalVisit } from '../../shared/visit/visit-chain.ts'
import type { ChainPlace, Journal } from './journal.ts'
import { migrate } from './migrations.ts'
import { createSeal } from './seal.ts'
import { sha256 } from './sha256.ts'
import { createSqliteMarks, stored } from './sqlite-marks.ts'

interface VisitRow {
  readonly seq: number
  readonly hash: string
  readonly sealed: Buffer
}

export interface JournalOptions {
  readonly path: string
  /** 32 bytes. */
  readonly key: Buffer
  readonly newId: () => string
}

/** Opens or makes the journal. Throws when the file cannot be used: damaged, sealed with another key, or from a newer program. */
export function openSqliteJournal({ path, key, newId }: JournalOptions): Journal {
  const db = new Database(path)
  try {
    return journalOver(db, path, key, newId)
  } catch (error) {
    db.close()
    throw error
  }
}

function journalOver(db: Database.Database, path: string, key: Buffer, newId: () => string): Journal {
  makeDurable(db)
  migrate(db)
  const seal = createSeal(key)
  const insert = db.prepare(
    'INSERT INTO visit (seq, id, on_day, kind, hash, sealed) VALUES (@seq, @id, @onDay, @kind, @hash, @sealed)',
  )
  const byDay = db.prepare<[string], VisitRow>(
    'SELECT seq, hash, sealed FROM visit WHERE on_day = ? ORDER BY seq',
  )
  const byId = db.prepare<[string], VisitRow>('SELECT seq, hash, sealed FROM visit WHERE id = ?')
  const inOrder = db.prepare<[], VisitRow>('SELECT seq, hash, sealed FROM visit ORDER BY seq')
  const above = db.prepare<[number, number], VisitRow>(
    'SELECT seq, hash, sealed FROM visit WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  const newest = db
    .prepare<[], VisitRow>('SELECT seq, hash, sealed FROM visit ORDER BY seq DESC LIMIT 1')
    .get()
  const start = db.prepare<[], ChainPlace>('SELECT seq, hash AS prev FROM chain_start')

  const read = (row: VisitRow): Visit => visitSchema.parse(JSON.parse(seal.open(row.sealed, row.seq)))
  // Opening the newest visit proves that key and file belong together before anything is added.
  if (newest) read(newest)

  const terminal = identityOf(db, newId)
  const inode = statSync(path).ino
  const startsAfter = (): ChainPlace => start.get() ?? { seq: 0, prev: '' }
  let { seq, prev } = newest ? { seq: newest.seq, prev: newest.hash } : startsAfter()

  return {
    terminal,
    append(draft: VisitDraft): Result<Visit, StoreFault> {
      // A folder removed under a running program still takes writes, and loses them: ask before every one.
      if (!isSameFile(path, inode)) return err('DATA_FOLDER_MISSING')
      const visit: Visit = visitSchema.parse({ ...draft, v: 1, seq: seq + 1, prev })
      const canonical = canonicalVisit(visit)
      const hash = sha256(canonical)
      const row = { seq: visit.seq, id: visit.id, onDay: visit.on, kind: visit.body.kind, hash }
      const written = stored(() => insert.run({ ...row, sealed: seal.seal(canonical, visit.seq) }))
      if (!written.ok) return written
      seq = visit.seq
      prev = hash
      return ok(visit)
    },
    visitsOn: (on: Day) => byDay.all(on).map(read),
    find(id) {
      const row = byId.get(id)
      return row ? read(row) : null
    },
    *all() {
      for (const row of inOrder.iterate()) yield read(row)
    },
    above: (after, limit) => above.all(after, limit).map(read),
    lastSeq: () => seq,
    startsAfter,
    removeBefore: (on) => stored(() => removeOld(db, on)),
    marks: createSqliteMarks(db),
    close: () => db.close(),
  }
}

/** A commit is on the disk before it returns. Set on every connection and read back: version 13 of the driver falls to NORMAL the
 *  moment WAL is set. */
export function makeDurable(db: Database.Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  // On macOS a plain sync stays in the drive's cache.
  db.pragma('fullfsync = ON')
  db.pragma('checkpoint_fullfsync = ON')
  const mode = db.pragma('journal_mode', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  if (mode !== 'wal' || synchronous !== 2) {
    throw new Error(`the journal is not durable here: journal_mode ${mode}, synchronous ${synchronous}`)
  }
}

function identityOf(db: Database.Database, newId: () => string): string {
  db.prepare('INSERT OR IGNORE INTO identity (one, terminal) VALUES (1, ?)').run(newId())
  return db.prepare<[], { terminal: string }>('SELECT terminal FROM identity').get()?.terminal ?? ''
}

function isSameFile(path: string, inode: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === inode
}

/** One transaction: the start of the chain moves up, what lies before it goes. The triggers hold the rule as well. */
function removeOld(db: Database.Database, on: Day): number {
  const firstToKeep = db.prepare<[Day], number>(
    `SELECT min(seq) FROM visit
     WHERE on_day >= ? OR seq > (SELECT ack_seq FROM hub_mark) OR seq = (SELECT max(seq) FROM visit)`,
  )
  return db.transaction(() => {
    const last = (firstToKeep.pluck().get(on) ?? 0) - 1
    const hash = db.prepare<[number], string>('SELECT hash FROM visit WHERE seq = ?').pluck().get(last)
    if (hash === undefined) return 0
    db.prepare('UPDATE chain_start SET seq = ?, hash = ?, before_day = ?').run(last, hash, on)
    return db.prepare('DELETE FROM visit WHERE seq <= ?').run(last).changes
  })()
}
