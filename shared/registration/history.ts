// What had happened to a card by a day: every source of validity, and the one that governs. Both answers are derived from it.
import type { Day } from '../core/day.ts'
import type { Membership } from './member.ts'
import { type Source, validityOf } from './readings.ts'

export interface History {
  /** Everything that had happened by the day and makes a card valid or a member protected, oldest first. */
  readonly sources: readonly Source[]
  /** The source that makes the card valid on the day: the one that lasts longest, of equals the earliest, so that registering again
   *  late takes nothing away. Null: none does. */
  readonly governing: Source | null
}

export function historyBy(member: Membership, on: Day): History {
  const sources: Source[] = []
  if (member.issuedOn <= on) sources.push({ kind: 'ISSUED', on: member.issuedOn })
  for (const registeredOn of member.registeredOn) {
    if (registeredOn <= on) sources.push({ kind: 'REGISTERED', on: registeredOn })
  }
  let governing: Source | null = null
  let lastDay = ''
  for (const source of sources) {
    const { to } = validityOf(source)
    if (to >= on && to > lastDay) {
      governing = source
      lastDay = to
    }
  }
  return { sources, governing }
}
