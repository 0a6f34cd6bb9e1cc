// What the hub knows of its terminals besides their visits: the last report, and when they last spoke. Nothing personal.
import { type Kysely, sql } from 'kysely'
import { type StatusReport, statusReportSchema } from '../../shared/protocol/status-report.ts'
import type { Tables } from '../db/tables.ts'

export interface KnownTerminal {
  readonly terminal: string
  readonly facility: { readonly id: string; readonly name: string; readonly nameEn: string }
  readonly version: string
  readonly enrolledAt: string
  readonly revokedAt: string | null
  readonly lastContactAt: string | null
  /** What it last told of itself; null: nothing yet. */
  readonly status: StatusReport | null
  readonly ackSeq: number
  readonly lastSeq: number
}

export interface Terminals {
  /** By facility. */
  list(): Promise<readonly KnownTerminal[]>
  find(terminal: string): Promise<KnownTerminal | null>
  report(status: StatusReport, at: number): Promise<void>
}

export function createTerminals(db: Kysely<Tables>): Terminals {
  const all = db
    .selectFrom('terminal')
    .leftJoin('chain', 'chain.terminal', 'terminal.id')
    .selectAll('terminal')
    .select(['chain.ack_seq', 'chain.last_seq'])

  return {
    async list() {
      const rows = await all.orderBy(sql`facility_id COLLATE "C"`).orderBy('terminal.id').execute()
      return rows.map(knownOf)
    },
    async find(terminal) {
      const row = await all.where('terminal.id', '=', terminal.toLowerCase()).executeTakeFirst()
      return row ? knownOf(row) : null
    },
    async report(status, at) {
      await db
        .updateTable('terminal')
        .set({ status: JSON.stringify(status), version: status.version, last_contact_at: new Date(at) })
        .where('id', '=', status.terminal.toLowerCase())
        .execute()
    },
  }
}

interface TerminalRow {
  readonly id: string
  readonly facility_id: string
  readonly facility_name: string
  readonly facility_name_en: string
  readonly version: string
  readonly enrolled_at: Date
  readonly revoked_at: Date | null
  readonly last_contact_at: Date | null
  readonly status: string | null
  readonly ack_seq: string | number | null
  readonly last_seq: string | number | null
}

function knownOf(row: TerminalRow): KnownTerminal {
  const status = row.status === null ? null : statusReportSchema.safeParse(JSON.parse(row.status))
  return {
    terminal: row.id,
    facility: { id: row.facility_id, name: row.facility_name, nameEn: row.facility_name_en },
    version: row.version,
    enrolledAt: row.enrolled_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastContactAt: row.last_contact_at?.toISOString() ?? null,
    status: status?.success ? status.data : null,
    ackSeq: Number(row.ack_seq ?? 0),
    lastSeq: Number(row.last_seq ?? 0),
  }
}
