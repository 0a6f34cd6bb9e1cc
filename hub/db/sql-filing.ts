// One terminal's filing as SQL in one transaction. Many rows go in one statement each, as JSON that PostgreSQL takes apart: the
// same text for one visit and for five hundred.
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Month } from '../ingest/month.ts'
import type { Filed, FiledVisit, Filing, TallyChange } from '../ingest/visit-store.ts'
import type { Seal } from './seal.ts'
import type { Tables } from './tables.ts'

/** Takes the terminal's chain for itself until the transaction ends. */
export async function openSqlFiling(tx: Transaction<Tables>, seal: Seal, terminal: string): Promise<Filing> {
  // In this order everywhere, so that nobody waits in a circle: the gate, the chain, then the books in order of their keys.
  await sql`SELECT one FROM books_gate FOR SHARE`.execute(tx)
  await tx
    .insertInto('chain')
    .values({ terminal, ack_seq: 0, last_seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('chain')
    .select(['ack_seq', 'last_seq'])
    .where('terminal', '=', terminal)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const locks = await tx.selectFrom('month_lock').select('month').execute()
  const chain = { ackSeq: Number(row.ack_seq), lastSeq: Number(row.last_seq) }

  async function places(where: RawBuilder<boolean>): Promise<Filed[]> {
    const rows = await tx
      .selectFrom('place')
      .selectAll()
      .where('terminal', '=', terminal)
      .where(where)
      .orderBy('seq')
      .execute()
    return rows.map(filedOf)
  }

  return {
    chain,
    lockedMonths: new Set(locks.map(({ month }): Month => month)),
    byIds: async (ids) => (ids.length === 0 ? [] : places(sql`id = ANY(${ids}::uuid[])`)),
    bySeqs: async (seqs) => (seqs.length === 0 ? [] : places(sql`seq = ANY(${seqs}::bigint[])`)),
    referringTo: async (ids) => (ids.length === 0 ? [] : places(sql`refers = ANY(${ids}::uuid[])`)),
    async file(visits, at) {
      const rows = JSON.stringify(visits.map((filed) => rowOf(seal, terminal, filed)))
      // Both tables from one reading of the rows.
      await sql`WITH r AS MATERIALIZED (
          SELECT * FROM json_to_recordset(${rows}::json) AS r(seq bigint, id uuid, hash text, prev text, kind text,
            "on" text, facility text, service text, refers uuid, "unionCode" text, person text, sealed text)),
        placed AS (INSERT INTO place
          SELECT ${terminal}::uuid, seq, id, hash, prev, kind, "on", facility, service, refers, "unionCode", person FROM r)
        INSERT INTO visit
          SELECT ${terminal}::uuid, id, seq, ${new Date(at).toISOString()}::timestamptz, decode(sealed, 'base64')
          FROM r`.execute(tx)
      const lastSeq = Math.max(...visits.map(({ seq }) => seq))
      await sql`UPDATE chain SET last_seq = ${lastSeq}
        WHERE terminal = ${terminal} AND last_seq < ${lastSeq}`.execute(tx)
    },
    async quarantine(events, at) {
      for (const { id, seq, code, hash, text } of events) {
        await tx
          .insertInto('quarantine')
          .values({
            terminal,
            id,
            seq,
            code,
            hash,
            at: new Date(at),
            sealed: seal.seal(text, `${terminal} ${hash}`),
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
    },
    async markBroken(seqs) {
      await tx
        .insertInto('chain_break')
        .values(seqs.map((seq) => ({ terminal, seq })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async tally(changes) {
      await addTo(tx, 'tally', changes)
      await addTo(
        tx,
        'person_tally',
        changes.filter(({ person }) => person !== null),
      )
    },
    async lastWithoutGap(seq) {
      let reached = seq
      for (;;) {
        const received = await receivedAfter(tx, terminal, reached)
        const from = reached
        for (const place of received) {
          if (place !== reached + 1) break
          reached = place
        }
        if (reached - from < PAGE) return reached
      }
    },
    async setAckSeq(seq) {
      await tx.updateTable('chain').set({ ack_seq: seq }).where('terminal', '=', terminal).execute()
    },
  }
}

const PAGE = 1000

async function receivedAfter(tx: Transaction<Tables>, terminal: string, seq: number): Promise<number[]> {
  const rows = await sql<{ seq: string | number }>`
    (SELECT seq FROM place WHERE terminal = ${terminal} AND seq > ${seq} ORDER BY seq LIMIT ${PAGE})
    UNION (SELECT DISTINCT seq FROM quarantine WHERE terminal = ${terminal} AND seq > ${seq} ORDER BY seq LIMIT ${PAGE})
    ORDER BY seq LIMIT ${PAGE}`.execute(tx)
  return rows.rows.map((row) => Number(row.seq))
}

function rowOf(seal: Seal, terminal: string, { visit: _, text, ...filed }: FiledVisit) {
  const sealed = seal.seal(text, placeOf(terminal, filed.seq))
  return { ...filed, sealed: Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length).toString('base64') }
}

/** What a sealed visit is bound to. */
export function placeOf(terminal: string, seq: number): string {
  return `${terminal} ${seq}`
}

const keyColumns = ['month', 'on_day', 'union_code', 'service', 'facility', 'late']

/** In order of the keys: two terminals that count for the same facility wait for each other, and never in a circle. */
async function addTo(
  tx: Transaction<Tables>,
  table: 'tally' | 'person_tally',
  changes: readonly TallyChange[],
): Promise<void> {
  if (changes.length === 0) return
  const columns = table === 'tally' ? keyColumns : [...keyColumns, 'person']
  const keys = sql.join(columns.map((column) => sql.ref(column)))
  const rows = JSON.stringify(
    changes.map(({ on, unionCode, ...rest }) => ({ ...rest, on_day: on, union_code: unionCode })),
  )
  await sql`INSERT INTO ${sql.table(table)} (${keys}, uses, voids)
    SELECT ${keys}, sum(uses)::int, sum(voids)::int
    FROM json_to_recordset(${rows}::json) AS r(month text, on_day text, union_code text, service text, facility text,
      late boolean, person text, uses int, voids int)
    GROUP BY ${keys} ORDER BY ${keys}
    ON CONFLICT (${keys}) DO UPDATE
    SET uses = ${sql.table(table)}.uses + excluded.uses, voids = ${sql.table(table)}.voids + excluded.voids`.execute(
    tx,
  )
}

type PlaceRow = Omit<Filed, 'seq' | 'on' | 'unionCode'> & {
  readonly seq: string | number
  readonly on_day: Filed['on']
  readonly union_code: string | null
}

export function filedOf(row: PlaceRow): Filed {
  const { id, prev, hash, kind, facility, service, refers, person } = row
  return {
    ...{ id, seq: Number(row.seq), prev, hash, kind, on: row.on_day, facility },
    ...{ service, refers, unionCode: row.union_code, person },
  }
}
