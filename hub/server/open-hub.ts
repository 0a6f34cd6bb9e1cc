// Builds the hub over its data folder: database, keys, enrolment, ingestion. The one place where these meet; who speaks to it
// (terminals over HTTP, staff on the command line) is not its business.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { openHubKeys } from '../db/hub-key.ts'
import { type DatabaseProblem, type HubDatabase, openHubDatabase } from '../db/open-hub-database.ts'
import { addPartitions } from '../db/partitions.ts'
import { createSeal } from '../db/seal.ts'
import { createSqlVisitStore } from '../db/sql-visit-store.ts'
import { createEnrolment, type Enrolment } from '../enrolment/enrolment.ts'
import { createTerminals, type Terminals } from '../enrolment/terminals.ts'
import type { FilingDeps } from '../ingest/file-batch.ts'
import { createPersonOf, sha256 } from '../ingest/hashes.ts'
import type { VisitStore } from '../ingest/visit-store.ts'

export interface Hub {
  readonly dataDir: string
  /** The published package set: `metadata/` and `targets/`. */
  readonly packagesDir: string
  readonly database: Pick<HubDatabase, 'kind' | 'isPowerSafe'>
  readonly store: VisitStore
  readonly enrolment: Enrolment
  readonly terminals: Terminals
  readonly filing: FilingDeps
  /** Milliseconds since the epoch. */
  readonly now: () => number
  close(): Promise<void>
}

export interface HubOptions {
  /** Folder of everything the hub keeps outside PostgreSQL; made when absent. */
  readonly dataDir: string
  /** `postgres://…`; absent: the embedded database in the data folder. */
  readonly databaseUrl?: string | undefined
  readonly now?: () => number
  readonly tokenLifetimeMs?: number
}

export const HUB_KEY_FILE = 'hub.key'
const PACKAGES_FOLDER = 'packages'
const DAY_MS = 86_400_000

export async function openHub(options: HubOptions): Promise<Result<Hub, DatabaseProblem>> {
  const { dataDir, databaseUrl, now = Date.now } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const opened = await openHubDatabase({ url: databaseUrl, dir: join(dataDir, 'database'), now })
  if (!opened.ok) return opened
  const database = opened.value
  try {
    const keys = await openHubKeys(join(dataDir, HUB_KEY_FILE), database.db)
    return ok(hubOver(options, database, keys, now))
  } catch (thrown) {
    await database.close()
    return err({ kind: 'NOT_OPENED', detail: thrown instanceof Error ? thrown.message : 'unknown' })
  }
}

function hubOver(
  { dataDir, tokenLifetimeMs }: HubOptions,
  database: HubDatabase,
  keys: Awaited<ReturnType<typeof openHubKeys>>,
  now: () => number,
): Hub {
  const { db } = database
  const packagesDir = join(dataDir, PACKAGES_FOLDER)
  const store = createSqlVisitStore(db, createSeal(keys.visits))
  // A hub that runs for months meets months that had no partition when it started.
  const daily = setInterval(() => void addPartitions(db, now()).catch(() => {}), DAY_MS)
  daily.unref()
  return {
    dataDir,
    packagesDir,
    database,
    store,
    enrolment: createEnrolment({
      db,
      now,
      readRoot: () => readNewestRoot(packagesDir),
      ...(tokenLifetimeMs === undefined ? {} : { tokenLifetimeMs }),
    }),
    terminals: createTerminals(db),
    filing: { store, sha256, personOf: createPersonOf(keys.persons), now },
    now,
    async close() {
      clearInterval(daily)
      await database.close()
    },
  }
}

/** As it was signed: a terminal that enrols trusts it from then on. Null: nothing is published yet. */
function readNewestRoot(packagesDir: string): string | null {
  const folder = join(packagesDir, 'metadata')
  try {
    const versions = readdirSync(folder).map((name) => Number(/^(\d+)\.root\.json$/.exec(name)?.[1] ?? 0))
    const newest = Math.max(0, ...versions)
    return newest === 0 ? null : readFileSync(join(folder, `${newest}.root.json`), 'utf8')
  } catch {
    return null
  }
}
