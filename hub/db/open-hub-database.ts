// Opens the hub's database: PostgreSQL by its address, else the embedded one in a folder. From here on nobody knows which it is.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { type FolderLock, takeFolderLock } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { addPartitions } from './partitions.ts'
import { openPGliteInWorker, type PGliteInWorker } from './pglite-in-worker.ts'
import type { Tables } from './tables.ts'

export interface HubDatabase {
  readonly db: Kysely<Tables>
  readonly kind: 'POSTGRES' | 'EMBEDDED'
  /** False: a power cut may take what was acknowledged. */
  readonly isPowerSafe: boolean
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** `postgres://…`; absent: embedded. */
  readonly url?: string | undefined
  /** Where the embedded database lives; made when absent. */
  readonly dir: string
  readonly now: () => number
}

/** `IN_USE` another program has the embedded database open · `NOT_OPENED` damaged, unreachable, or from a newer program. */
export type DatabaseProblem =
  | { readonly kind: 'IN_USE' }
  | { readonly kind: 'NOT_OPENED'; readonly detail: string }

export async function openHubDatabase(
  options: DatabaseOptions,
): Promise<Result<HubDatabase, DatabaseProblem>> {
  try {
    return options.url === undefined
      ? await openEmbedded(options)
      : ok(await openPostgres(options.url, options))
  } catch (thrown) {
    return err({ kind: 'NOT_OPENED', detail: thrown instanceof Error ? thrown.message : 'unknown' })
  }
}

async function openPostgres(url: string, { now }: DatabaseOptions): Promise<HubDatabase> {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'union-card-hub' })
  // A connection that breaks fails the query it was used for, and is replaced at the next use. Without these listeners its error
  // would end the program: the pool hears of resting connections, every client of its own.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await prepare(db, now)
    return { db, kind: 'POSTGRES', isPowerSafe: await commitsAreSynced(db), close: () => db.destroy() }
  } catch (thrown) {
    await db.destroy()
    throw thrown
  }
}

async function openEmbedded({ dir, now }: DatabaseOptions): Promise<Result<HubDatabase, DatabaseProblem>> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = takeFolderLock(join(dir, 'hub.lock'))
  if (!lock) return err({ kind: 'IN_USE' })
  try {
    return ok(await openLocked(dir, now, lock))
  } catch (thrown) {
    lock.release()
    throw thrown
  }
}

async function openLocked(dir: string, now: () => number, lock: FolderLock): Promise<HubDatabase> {
  const pglite = await openPGliteInWorker(join(dir, 'pglite'))
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  try {
    await prepare(db, now)
    const isPowerSafe = (await commitsAreSynced(db)) && (await commitReachesDisk(db, pglite))
    const stopTidying = keepTidy(db)
    const close = async () => {
      stopTidying()
      await db.destroy()
      lock.release()
    }
    return { db, kind: 'EMBEDDED', isPowerSafe, close }
  } catch (thrown) {
    await pglite.close()
    throw thrown
  }
}

async function prepare(db: Kysely<Tables>, now: () => number): Promise<void> {
  await migrate(db, new Date(now()))
  await addPartitions(db, now())
}

async function commitsAreSynced(db: Kysely<Tables>): Promise<boolean> {
  const settings = await sql<{ fsync: string; commit: string }>`
    SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`.execute(db)
  const { fsync, commit } = settings.rows[0] ?? {}
  return fsync === 'on' && commit !== 'off'
}

/** The self-test: a commit must sync at least one file. */
async function commitReachesDisk(db: Kysely<Tables>, pglite: PGliteInWorker): Promise<boolean> {
  const before = await pglite.syncs()
  await sql`INSERT INTO durability_probe VALUES (1, 1)
    ON CONFLICT (one) DO UPDATE SET turns = durability_probe.turns + 1`.execute(db)
  return (await pglite.syncs()) > before
}

const TIDY_EVERY_MS = 5 * 60_000

/** The embedded database has no processes beside it that write checkpoints and clean up: its log would grow for ever. */
function keepTidy(db: Kysely<Tables>): () => void {
  const timer = setInterval(() => {
    const tidy = async () => {
      for (const table of ['chain', 'tally', 'person_tally'])
        await sql`VACUUM ${sql.table(table)}`.execute(db)
      await sql`CHECKPOINT`.execute(db)
    }
    // A store that cannot be tidied now is tidied later; requests show what is wrong with it.
    tidy().catch(() => {})
  }, TIDY_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
