// The port behind ingestion: where visits are filed. Held by test/hub-server/visit-store.contract.ts; one implementation in
// memory, one over SQL. Knows no rule of the protocol: `file-batch.ts` decides, the store keeps.
import type { Day } from '../../shared/core/day.ts'
import type { QuarantineCode } from '../../shared/protocol/visit-batch.ts'
import type { AidService } from '../../shared/visit/services.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import type { Month } from './month.ts'

/** What the hub must know of a filed visit without opening it. */
export interface Filed {
  /** Lower case. */
  readonly id: string
  readonly seq: number
  readonly prev: string
  readonly hash: string
  readonly kind: Visit['body']['kind']
  readonly on: Day
  readonly facility: string
  /** Of a service. */
  readonly service: AidService | null
  /** The check a service belongs to, the service a void takes back; lower case. */
  readonly refers: string | null
  /** Of a check: the member's current union; null: not in the roster. */
  readonly unionCode: string | null
  /** Of a check: stands for the member number, which it does not reveal. */
  readonly person: string | null
}

export interface FiledVisit extends Filed {
  readonly visit: Visit
  /** The one spelling of the visit, which the hash is of. */
  readonly text: string
}

/** As it is found in the store. */
export interface StoredVisit extends Filed {
  /** Null: what is kept is gone or cannot be opened; somebody reached into the store. */
  readonly visit: Visit | null
}

export interface Quarantined {
  /** Lower case. */
  readonly id: string
  /** The place it counts for as received; null: none. */
  readonly seq: number | null
  readonly code: QuarantineCode
  /** Of the text below: the same event twice is kept once. */
  readonly hash: string
  /** The event as it came, JSON. */
  readonly text: string
}

/** A change of the books. Services without a card, and of people not in the roster, have the union `''`. */
export interface TallyChange {
  readonly month: Month
  /** Counted in a later month than its own (补传). */
  readonly late: boolean
  readonly on: Day
  readonly facility: string
  readonly unionCode: string
  readonly service: AidService
  readonly person: string | null
  /** May be negative: a use moves when the check it belongs to arrives after it. */
  readonly uses: number
  readonly voids: number
}

export interface ChainState {
  /** Everything up to and including this was received. */
  readonly ackSeq: number
  /** Highest place that is taken; 0: none. */
  readonly lastSeq: number
}

/** One terminal's filing, all or nothing. What it reads includes what it wrote. */
export interface Filing {
  /** As it was when the filing began. */
  readonly chain: ChainState
  readonly lockedMonths: ReadonlySet<Month>
  /** Filed visits of this terminal with one of these ids. */
  byIds(ids: readonly string[]): Promise<readonly Filed[]>
  /** Filed visits of this terminal in one of these places. */
  bySeqs(seqs: readonly number[]): Promise<readonly Filed[]>
  /** Filed visits of this terminal that refer to one of these ids. */
  referringTo(ids: readonly string[]): Promise<readonly Filed[]>
  file(visits: readonly FiledVisit[], at: number): Promise<void>
  quarantine(events: readonly Quarantined[], at: number): Promise<void>
  /** The visits in these places do not follow from the ones before them (VS7). */
  markBroken(seqs: readonly number[]): Promise<void>
  tally(changes: readonly TallyChange[]): Promise<void>
  /** The last place that is reached from `seq` without a gap, over filed and quarantined events. */
  lastWithoutGap(seq: number): Promise<number>
  setAckSeq(seq: number): Promise<void>
}

/**
 * Duties:
 * - `filing` runs one transaction; when it resolves, everything in it is on the disk (VS9). When `work` throws, nothing of it is.
 * - Filings of one terminal run one after the other; closing a month waits for running filings, and they for it.
 * - Nothing filed or quarantined is ever changed or removed.
 */
export interface VisitStore {
  filing<T>(terminal: string, work: (filing: Filing) => Promise<T>): Promise<T>
  chainOf(terminal: string): Promise<ChainState & { readonly brokenAt: readonly number[] }>
  /** Every terminal that ever filed or quarantined something, in order. */
  terminals(): Promise<readonly string[]>
  /** A terminal's visits in order of `seq`, with the hashes they were filed under. */
  visitsOf(terminal: string): AsyncIterable<StoredVisit>
  quarantinedOf(terminal: string): Promise<readonly Quarantined[]>
  lockedMonths(): Promise<ReadonlySet<Month>>
  /** Closes a month for good. False: it was closed before. */
  lockMonth(month: Month, at: number): Promise<boolean>
  /** The books of a month, ordered by day, union, service, facility and lateness; rows whose counts are 0 are left out. */
  tallies(month: Month): Promise<readonly TallyRow[]>
  /** How many different people the services of a month were given to, by different views of it. */
  persons(month: Month): Promise<readonly PersonCount[]>
}

export type TallyRow = Omit<TallyChange, 'month' | 'person'>

/** `null` in a view: not divided by it. People whose every use was taken back do not count. */
export interface PersonCount {
  readonly service: AidService | null
  readonly unionCode: string | null
  readonly on: Day | null
  readonly persons: number
}
