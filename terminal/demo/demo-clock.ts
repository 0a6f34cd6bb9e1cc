// A clock that demo mode can set to another day, keeping the time of day.
import { type Day, dayOfInstant, instantOfDay } from '../../shared/core/day.ts'
import type { Clock } from '../counter/clock.ts'

export interface DemoClock extends Clock {
  setDay(on: Day | null): void
}

export function createDemoClock(real: Clock): DemoClock {
  let offsetMs = 0
  return {
    now: () => real.now() + offsetMs,
    offsetMs: () => offsetMs,
    after: real.after,
    setDay(on) {
      // Shanghai has had no summer time since 1991: the distance of two midnights is the distance of the days.
      offsetMs = on === null ? 0 : instantOfDay(on) - instantOfDay(dayOfInstant(real.now()))
    },
  }
}
