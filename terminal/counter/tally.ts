// Today's number of services, kept while visits are written: counting a whole day anew for every scan would make each scan
// of a busy day slower than the one before.
import type { Day } from '../../shared/core/day.ts'
import type { Journal } from '../journal/journal.ts'
import { countServices } from './today.ts'

export interface Tally {
  /** The same journal, counted as it is written. Everything must be written through it. */
  readonly journal: Journal
  /** Services given on a day and not taken back. Only the day asked last is kept. */
  servicesOn(on: Day): number
}

export function createTally(journal: Journal): Tally {
  let counted: { readonly on: Day; services: number } | null = null
  return {
    journal: {
      ...journal,
      append(draft) {
        const written = journal.append(draft)
        if (written.ok && counted?.on === written.value.on) counted.services += countServices([written.value])
        return written
      },
    },
    servicesOn(on) {
      if (counted?.on !== on) counted = { on, services: countServices(journal.visitsOn(on)) }
      return counted.services
    },
  }
}
