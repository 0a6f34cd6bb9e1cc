// Lets acknowledged visits go when they are old enough, once a day (OB7).
import { addDays, type Day, dayOfInstant } from '../../shared/core/day.ts'
import type { Clock } from '../counter/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import type { ClockTrust } from './clock-trust.ts'

/** Less is not enough for a hub that is restored. */
export const KEEP_DAYS_AT_LEAST = 90

export function createRetention(deps: {
  readonly journal: Journal
  readonly clock: Pick<Clock, 'now'>
  readonly clockTrust: Pick<ClockTrust, 'hubTime'>
  readonly keepDays: number
  readonly log: Log
}): () => void {
  const { journal, clock, clockTrust, log } = deps
  const keepDays = Math.max(deps.keepDays, KEEP_DAYS_AT_LEAST)
  let sweptOn: Day | null = null
  return function sweep() {
    const hubTime = clockTrust.hubTime()
    if (hubTime === null) return
    // By the hub's time or ours, whichever is earlier: a clock that runs ahead must not make visits old.
    const today = dayOfInstant(Math.min(hubTime, clock.now()))
    if (today === sweptOn) return
    sweptOn = today
    const removed = journal.removeBefore(addDays(today, -keepDays))
    if (removed.ok && removed.value > 0) log.info('journal.removed', { visits: removed.value })
  }
}
