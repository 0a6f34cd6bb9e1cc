// How fast the hub files visits, against the least a database could do: the same visits as text in one multi-row INSERT and one
// commit. On the embedded database, and on PostgreSQL where its programs are installed. Also how long the hub's own thread is held up.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import { openHubDatabase } from '../../hub/db/open-hub-database.ts'
import { createSeal } from '../../hub/db/seal.ts'
import { createSqlVisitStore } from '../../hub/db/sql-visit-store.ts'
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { createPersonOf, sha256 } from '../../hub/ingest/hashes.ts'
import { createChainOfVisits } from '../hub-server/chain-of-visits.ts'
import { hasPostgres, startPostgres } from '../hub-server/postgres-server.ts'
import { report, spreadOf } from './measure.ts'

const BATCHES = 40
const EVENTS = 500

async function measure(name: string, url: string | undefined): Promise<void> {
  const dir = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-ingest-'))
  const opened = await openHubDatabase({ dir, url, now: Date.now })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const { db, close } = opened.value
  const store = createSqlVisitStore(db, createSeal(randomBytes(32)))
  const deps = { store, sha256, personOf: createPersonOf(randomBytes(32)), now: Date.now }
  await sql`CREATE TABLE raw (terminal uuid, seq bigint, id uuid, body text, PRIMARY KEY (terminal, seq))`.execute(
    db,
  )

  const chain = createChainOfVisits(randomUUID(), { at: new Date().toISOString() })
  for (let n = 0; n < (BATCHES * EVENTS) / 2; n++)
    chain.serve(`901${String(n % 5000).padStart(7, '0')}`, 'POLICY')
  const events = chain.events()
  const ours: number[] = []
  const theirs: number[] = []
  const held = monitorEventLoopDelay({ resolution: 1 })
  for (let from = 0; from < events.length; from += EVENTS) {
    const batch = events.slice(from, from + EVENTS)
    held.enable()
    ours.push(await timed(() => fileBatch(deps, chain.terminal, { events: batch })))
    held.disable()
    const values = batch.map(
      ({ data }) =>
        sql`(${data.terminal}::uuid, ${data.seq}::bigint, ${data.id}::uuid, ${JSON.stringify(data)})`,
    )
    theirs.push(await timed(() => sql`INSERT INTO raw VALUES ${sql.join(values)}`.execute(db)))
  }
  const mine = spreadOf(ours.slice(2))
  report(
    `${name}: file ${EVENTS} visits / raw INSERT of ${EVENTS}`,
    mine,
    spreadOf(theirs.slice(2)),
    'aim: at most 2',
  )
  process.stdout.write(
    `  ${Math.round((EVENTS / mine.median) * 1000)} visits a second; own thread held up at most ${(held.max / 1e6).toFixed(1)} ms\n`,
  )
  await close()
  rmSync(dir, { recursive: true })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

await measure('embedded', undefined)
if (hasPostgres) {
  const server = startPostgres()
  await measure('PostgreSQL', server.url)
  server.remove()
}
