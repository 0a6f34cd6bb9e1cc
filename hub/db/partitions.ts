// Partitions of the visits, one a month of the time in their ids. Visits of other times lie in the default partition.
import { type Kysely, sql } from 'kysely'
import { day, dayOfInstant, instantOfDay } from '../../shared/core/day.ts'
import { type Month, monthOfDay, nextMonth } from '../ingest/month.ts'
import type { Tables } from './tables.ts'

/** Made in advance, so that no visit of theirs is in the default partition before. */
const MONTHS_AHEAD = 3

/** To be called at every start and once a day. */
export async function addPartitions(db: Kysely<Tables>, now: number): Promise<void> {
  let month = monthOfDay(dayOfInstant(now))
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    const after = nextMonth(month)
    await addPartition(db, month, after)
    month = after
  }
}

async function addPartition(db: Kysely<Tables>, month: Month, after: Month): Promise<void> {
  const name = `visit_${month.replace('-', '_')}`
  const there = await sql<{ found: string | null }>`SELECT to_regclass(${name})::text AS found`.execute(db)
  if (there.rows[0]?.found) return
  try {
    await sql`CREATE TABLE IF NOT EXISTS ${sql.table(name)} PARTITION OF visit
      FOR VALUES FROM (${sql.lit(firstId(month))}) TO (${sql.lit(firstId(after))})`.execute(db)
  } catch (thrown) {
    // 23514: a terminal whose clock runs ahead has filed visits of that month already; they stay where they are.
    // 42P07 and 23505: another program made it in the meantime.
    if (!['23514', '42P07', '23505'].includes(codeOf(thrown))) throw thrown
  }
}

/** The lowest UUIDv7 of a Shanghai month. */
function firstId(month: Month): string {
  const ms = instantOfDay(day(`${month}-01`))
    .toString(16)
    .padStart(12, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-0000-0000-000000000000`
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}
