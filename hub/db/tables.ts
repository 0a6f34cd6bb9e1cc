// The tables of the hub as Kysely sees them. What they are for stands in `migrations.ts`.
import type { ColumnType } from 'kysely'
import type { Day } from '../../shared/core/day.ts'
import type { QuarantineCode } from '../../shared/protocol/visit-batch.ts'
import type { AidService } from '../../shared/visit/services.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import type { Month } from '../ingest/month.ts'

/** Both drivers give 64-bit whole numbers as text or number; every one of ours is read with `Number`. */
type Whole = ColumnType<string | number, number, number>

export interface Tables {
  schema_version: { version: number; applied_at: ColumnType<Date, Date, never> }
  hub_key: { one: number; proof: string }
  terminal: {
    id: string
    facility_id: string
    facility_name: string
    facility_name_en: string
    public_key: string
    version: string
    enrolled_at: Date
    revoked_at: Date | null
    last_contact_at: Date | null
    /** The last status report, JSON. */
    status: string | null
  }
  enrolment_code: {
    code_hash: string
    facility_id: string
    facility_name: string
    facility_name_en: string
    /** Only this terminal may use it, with whatever key; null: any new one. */
    for_terminal: string | null
    created_at: Date
    ends_at: Date
    used_at: Date | null
    used_by: string | null
  }
  token: { token_hash: string; terminal: string; ends_at: Date }
  chain: { terminal: string; ack_seq: Whole; last_seq: Whole }
  place: {
    terminal: string
    seq: Whole
    id: string
    hash: string
    prev: string
    kind: Visit['body']['kind']
    on_day: Day
    facility: string
    service: AidService | null
    refers: string | null
    union_code: string | null
    person: string | null
  }
  visit: { terminal: string; id: string; seq: Whole; filed_at: Date; sealed: Uint8Array }
  chain_break: { terminal: string; seq: Whole }
  quarantine: {
    terminal: string
    id: string
    hash: string
    seq: Whole | null
    code: QuarantineCode
    at: Date
    sealed: Uint8Array
  }
  books_gate: { one: number }
  month_lock: { month: Month; locked_at: Date }
  tally: TallyColumns
  person_tally: TallyColumns & { person: string }
  durability_probe: { one: number; turns: number }
}

interface TallyColumns {
  month: Month
  on_day: Day
  union_code: string
  service: AidService
  facility: string
  late: boolean
  uses: number
  voids: number
}
