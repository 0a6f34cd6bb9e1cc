// The time of a ticket as conditions ask for it: Shanghai day, weekday, time of day. Must never ask for the current time.
import { type Day, dayOfInstant, daysBetween, instantOfDay } from '../core/day.ts'
import { type Weekday, weekdays } from './rule.ts'

export interface TicketTime {
  readonly on: Day
  readonly weekday: Weekday
  /** Milliseconds since the day began. */
  readonly timeMs: number
}

export function ticketTime(epochMs: number): TicketTime {
  const on = dayOfInstant(epochMs)
  return { on, weekday: weekdayOf(on).name, timeMs: epochMs - instantOfDay(on) }
}

/** `index` 0 is Monday. */
export function weekdayOf(on: Day): { readonly name: Weekday; readonly index: number } {
  // 1970-01-05 was a Monday.
  const index = ((daysBetween('1970-01-05' as Day, on) % 7) + 7) % 7
  return { name: weekdays[index] ?? 'MON', index }
}

/** `08:30` → milliseconds since the day began. */
export function clockTimeMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
}
