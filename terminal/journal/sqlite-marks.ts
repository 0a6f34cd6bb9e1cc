// What the terminal remembers of its hub, in the journal's own database. The newest values are also in memory: a full disk must
// not make the terminal send again what was acknowledged a moment ago.
import Database from 'better-sqlite3'
import type { StoreFault } from '../../shared/bridge/state.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { ClockBounds, HeldOut, HubMarks } from './hub-marks.ts'

interface MarkRow {
  readonly ackSeq: number
  readonly hub: number | null
  readonly packages: number | null
}

export function createSqliteMarks(db: Database.Database): HubMarks {
  const row = db
    .prepare<[], MarkRow>('SELECT ack_seq AS ackSeq, hub_time AS hub, package_date AS packages FROM hub_mark')
    .get()
  const heldOut = new Map(
    db
      .prepare<[], HeldOut>('SELECT seq, reason FROM held_out')
      .all()
      .map((event) => [event.seq, event]),
  )
  const setAck = db.prepare('UPDATE hub_mark SET ack_seq = ?')
  const setBound = {
    hub: db.prepare('UPDATE hub_mark SET hub_time = ?'),
    packages: db.prepare('UPDATE hub_mark SET package_date = ?'),
  }
  const insert = db.prepare('INSERT OR REPLACE INTO held_out (seq, reason) VALUES (@seq, @reason)')
  const remove = db.prepare('DELETE FROM held_out WHERE seq = ?')
  let ackSeq = row?.ackSeq ?? 0
  let bounds: ClockBounds = { hub: row?.hub ?? null, packages: row?.packages ?? null }

  return {
    ackSeq: () => ackSeq,
    setAckSeq(seq) {
      ackSeq = seq
      return done(() => setAck.run(seq))
    },
    heldOut: () => [...heldOut.values()].sort((a, b) => a.seq - b.seq),
    holdOut(event) {
      heldOut.set(event.seq, event)
      return done(() => insert.run(event))
    },
    letGo(seq) {
      if (!heldOut.delete(seq)) return ok(null)
      return done(() => remove.run(seq))
    },
    clockBounds: () => bounds,
    setClockBound(source, at) {
      bounds = { ...bounds, [source]: at }
      return done(() => setBound[source].run(at))
    },
  }
}

/** Runs a write; what the disk refuses is a fault, anything else is a bug. */
export function stored<T>(write: () => T): Result<T, StoreFault> {
  try {
    return ok(write())
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    return err(error.code === 'SQLITE_FULL' ? 'DISK_FULL' : 'STORE_FAILED')
  }
}

function done(write: () => unknown): Result<null, StoreFault> {
  const written = stored(write)
  return written.ok ? ok(null) : written
}
