// The port of the journal: where visits become facts. Held by test/journal/journal.contract.ts.
import type { StoreFault } from '../../shared/bridge/state.ts'
import type { Day } from '../../shared/core/day.ts'
import type { Result } from '../../shared/core/result.ts'
import type { Visit, VisitDraft } from '../../shared/visit/visit.ts'

/**
 * Duties:
 * - `append` returns `ok` only when the visit would survive a power cut; after `err` nothing may be shown as recorded.
 * - `seq` has no gaps, `prev` is the hash of the visit before; the journal gives both.
 * - Nothing is ever changed or removed.
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
  /** Sequence number of the newest visit; 0: none. */
  lastSeq(): number
  close(): void
}
