// The visit store over SQL keeps the contract on both databases, with the same SQL.
import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HubDatabase, openHubDatabase } from '../../hub/db/open-hub-database.ts'
import { createSeal } from '../../hub/db/seal.ts'
import { createSqlVisitStore } from '../../hub/db/sql-visit-store.ts'
import type { Tables } from '../../hub/db/tables.ts'
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { keptFolder } from '../support/temporary-folder.ts'
import { createChainOfVisits, sha256, terminalA } from './chain-of-visits.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import { visitStoreContract } from './visit-store.contract.ts'

const now = () => Date.parse('2026-07-10T12:00:00+08:00')

describe.each([
  { name: 'embedded', isHere: true },
  { name: 'PostgreSQL', isHere: hasPostgres },
])('on $name', ({ name, isHere }) => {
  const folder = keptFolder()
  const seal = createSeal(randomBytes(32))
  let server: PostgresServer | null = null
  let database: HubDatabase

  beforeAll(async () => {
    if (!isHere) return
    server = name === 'PostgreSQL' ? startPostgres() : null
    const opened = await openHubDatabase({ dir: folder.path, url: server?.url, now })
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    database = opened.value
  })
  afterAll(async () => {
    await database?.close()
    server?.remove()
    folder.remove()
  })

  async function emptyStore() {
    await empty(database.db)
    return createSqlVisitStore(database.db, seal)
  }

  describe.skipIf(!isHere)('the contract', () => visitStoreContract(name, emptyStore))

  it.skipIf(!isHere)('[VS9] is safe against power cuts, as far as it can see', () => {
    expect(database.isPowerSafe).toBe(true)
  })

  it.skipIf(!isHere)('keeps no member number and no name in the open', async () => {
    const store = await emptyStore()
    const chain = createChainOfVisits()
    chain.serve('9010004711', 'POLICY')
    const events = [...chain.events(), { id: chain.visits[0]?.id ?? '', seq: 1, number: '9010004711' }]
    await fileBatch({ store, sha256, personOf: sha256, now }, terminalA, { events })
    for (const table of ['place', 'visit', 'quarantine', 'tally', 'person_tally'] as const) {
      const rows = await sql<{
        row: string
      }>`SELECT ${sql.table(table)}::text AS row FROM ${sql.table(table)}`.execute(database.db)
      expect(rows.rows.length, table).toBeGreaterThan(0)
      expect(JSON.stringify(rows.rows), table).not.toMatch(/9010004711|王|39303130303034373131/)
    }
  })

  it.skipIf(!isHere)('puts visits into the partition of their month', async () => {
    const store = await emptyStore()
    const chain = createChainOfVisits()
    chain.check('9010000001')
    chain.moveTo('2026-08-01T00:00:00+08:00')
    chain.check('9010000001')
    chain.moveTo('2020-01-01T00:00:00+08:00')
    chain.check('9010000001')
    await fileBatch({ store, sha256, personOf: sha256, now }, terminalA, { events: chain.events() })
    const rows = await sql<{
      part: string
    }>`SELECT tableoid::regclass::text AS part FROM visit ORDER BY seq`.execute(database.db)
    expect(rows.rows.map(({ part }) => part)).toEqual(['visit_2026_07', 'visit_2026_08', 'visit_other'])
  })
})

/** Deleting some rows is quicker than truncating nine tables, which syncs each. */
async function empty(db: Kysely<Tables>): Promise<void> {
  const tables = [
    'chain',
    'place',
    'visit',
    'chain_break',
    'quarantine',
    'month_lock',
    'tally',
    'person_tally',
  ] as const
  for (const table of tables) await db.deleteFrom(table).execute()
}
