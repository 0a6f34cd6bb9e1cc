// The port of the journal: where visits become facts. Held by test/journal/journal.contract.ts.
import type { StoreFault } from '../../shared/bridge/state.ts'
import type { Day } from '../../shared/core/day.ts'
import type { Result } from '../../shared/core/result.ts'
import type { Visit, VisitDraft } from '../../shared/visit/visit.ts'
import type { HubMarks } from './hub-marks.ts'

/** A place in the chain: the number and the hash of a visit. */
export interface ChainPlace {
  readonly seq: number
  readonly prev: string
}

/**
 * Duties:
 * - `append` returns `ok` only when the visit would survive a power cut; after `err` nothing may be shown as recorded.
 * - `seq` has no gaps, `prev` is the hash of the visit before; the journal gives both.
 * - Nothing is ever changed. Removed is only what is acknowledged and old, from the beginning, and never the newest visit (OB7).
 */
export interface Journal {
  /** Identity of this terminal, a UUID made when the journal was made. */
  readonly terminal: string
  append(draft: VisitDraft): Result<Visit, StoreFault>
  /** Visits of a Shanghai day, oldest first. */
  visitsOn(on: Day): readonly Visit[]
  find(id: string): Visit | null
  /** All visits, oldest first, read as they are needed. */
  all(): IterableIterator<Visit>
  /** At most `limit` visits above `seq`, in order (OB2). */
  above(seq: number, limit: number): readonly Visit[]
  /** Sequence number of the newest visit; 0: none. */
  lastSeq(): number
  /** The place `all` follows from: the last visit removed, or the beginning of the chain. */
  startsAfter(): ChainPlace
  /** Removes visits from the beginning as long as they are acknowledged and of a day before `on`. Gives how many. */
  removeBefore(on: Day): Result<number, StoreFault>
  /** What this terminal remembers about its hub. */
  readonly marks: HubMarks
  close(): void
}
