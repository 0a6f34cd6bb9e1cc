// The visit store over SQL, the same on PostgreSQL and on the embedded database.
import { type Kysely, sql } from 'kysely'
import { type Visit, visitSchema } from '../../shared/visit/visit.ts'
import type { PersonCount, StoredVisit, VisitStore } from '../ingest/visit-store.ts'
import type { Seal } from './seal.ts'
import { filedOf, openSqlFiling, placeOf } from './sql-filing.ts'
import type { Tables } from './tables.ts'

export function createSqlVisitStore(db: Kysely<Tables>, seal: Seal): VisitStore {
  return {
    filing: (terminal, work) =>
      db.transaction().execute(async (tx) => work(await openSqlFiling(tx, seal, terminal))),

    async chainOf(terminal) {
      const chain = await db
        .selectFrom('chain')
        .selectAll()
        .where('terminal', '=', terminal)
        .executeTakeFirst()
      const breaks = await db
        .selectFrom('chain_break')
        .select('seq')
        .where('terminal', '=', terminal)
        .orderBy('seq')
        .execute()
      return {
        ackSeq: Number(chain?.ack_seq ?? 0),
        lastSeq: Number(chain?.last_seq ?? 0),
        brokenAt: breaks.map(({ seq }) => Number(seq)),
      }
    },

    async terminals() {
      const rows = await db.selectFrom('chain').select('terminal').orderBy('terminal').execute()
      return rows.map(({ terminal }) => terminal)
    },

    async *visitsOf(terminal) {
      for (let after = 0; ; ) {
        const page = await visitsAfter(db, seal, terminal, after)
        yield* page
        const last = page.at(-1)
        if (!last) return
        after = last.seq
      }
    },

    async quarantinedOf(terminal) {
      const rows = await db
        .selectFrom('quarantine')
        .selectAll()
        .where('terminal', '=', terminal)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(({ id, seq, code, hash, sealed }) => ({
        ...{ id, seq: seq === null ? null : Number(seq), code, hash },
        text: seal.open(sealed, `${terminal} ${hash}`),
      }))
    },

    async lockedMonths() {
      const rows = await db.selectFrom('month_lock').select('month').execute()
      return new Set(rows.map(({ month }) => month))
    },

    lockMonth: (month, at) =>
      db.transaction().execute(async (tx) => {
        await sql`SELECT one FROM books_gate FOR UPDATE`.execute(tx)
        const locked = await tx
          .insertInto('month_lock')
          .values({ month, locked_at: new Date(at) })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        return Number(locked.numInsertedOrUpdatedRows ?? 0) === 1
      }),

    async tallies(month) {
      const rows = await db
        .selectFrom('tally')
        .selectAll()
        .where('month', '=', month)
        .where((any) => any.or([any('uses', '<>', 0), any('voids', '<>', 0)]))
        .orderBy('on_day')
        .orderBy(sql`union_code COLLATE "C"`)
        .orderBy(sql`service COLLATE "C"`)
        .orderBy(sql`facility COLLATE "C"`)
        .orderBy('late')
        .execute()
      return rows.map(({ month: _, on_day, union_code, ...row }) => ({
        ...row,
        on: on_day,
        unionCode: union_code,
      }))
    },

    async persons(month) {
      const counts = await sql<PersonCountRow>`
        SELECT service, union_code, on_day, count(DISTINCT person) AS persons
        FROM person_tally WHERE month = ${month} AND uses > voids
        GROUP BY GROUPING SETS ((), (service), (union_code), (service, union_code), (on_day))
        HAVING count(*) > 0
        ORDER BY on_day COLLATE "C" NULLS FIRST, union_code COLLATE "C" NULLS FIRST,
          service COLLATE "C" NULLS FIRST`.execute(db)
      return counts.rows.map(({ service, union_code, on_day, persons }) => ({
        ...{ service, unionCode: union_code, on: on_day, persons: Number(persons) },
      }))
    },
  }
}

interface PersonCountRow {
  readonly service: PersonCount['service']
  readonly union_code: string | null
  readonly on_day: PersonCount['on']
  readonly persons: string | number
}

const PAGE = 500

async function visitsAfter(
  db: Kysely<Tables>,
  seal: Seal,
  terminal: string,
  after: number,
): Promise<StoredVisit[]> {
  const rows = await db
    .selectFrom('place')
    .leftJoin('visit', (join) =>
      join.onRef('visit.terminal', '=', 'place.terminal').onRef('visit.id', '=', 'place.id'),
    )
    .selectAll('place')
    .select('visit.sealed')
    .where('place.terminal', '=', terminal)
    .where('place.seq', '>', after)
    .orderBy('place.seq')
    .limit(PAGE)
    .execute()
  return rows.map(({ sealed, ...row }) => {
    const filed = filedOf(row)
    return { ...filed, visit: sealed && openVisit(seal, sealed, placeOf(terminal, filed.seq)) }
  })
}

/** Null: not what was filed in this place. */
function openVisit(seal: Seal, sealed: Uint8Array, place: string): Visit | null {
  try {
    return visitSchema.parse(JSON.parse(seal.open(sealed, place)))
  } catch {
    return null
  }
}
