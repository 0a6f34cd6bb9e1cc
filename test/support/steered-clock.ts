// A clock whose time is moved by hand; timers fall due as it moves.
import type { Clock } from '../../terminal/counter/clock.ts'

export interface SteeredClock extends Clock {
  /** Moves on, calling what falls due in order. */
  advance(ms: number): void
  /** Jumps without calling anything, as a clock that was set. */
  jump(toInstant: number | string): void
}

export function createSteeredClock(start: number | string): SteeredClock {
  let now = typeof start === 'string' ? Date.parse(start) : start
  let timers: { dueAt: number; then: () => void }[] = []
  return {
    now: () => now,
    offsetMs: () => 0,
    after(delayMs, then) {
      const timer = { dueAt: now + delayMs, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const next = timers.filter(({ dueAt }) => dueAt <= until).sort((a, b) => a.dueAt - b.dueAt)[0]
        if (!next) break
        timers = timers.filter((timer) => timer !== next)
        now = next.dueAt
        next.then()
      }
      now = until
    },
    jump(toInstant) {
      now = typeof toInstant === 'string' ? Date.parse(toInstant) : toInstant
    },
  }
}
