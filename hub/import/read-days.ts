// Days and periods as people and spreadsheets write them: 2026-05-28, 2026/5/28, 20260528. Gives day numbers of the roster.
import { isDay } from '../../shared/core/day.ts'
import { isRosterDay, numberOfDay } from '../../shared/roster/day-number.ts'

/** Null: not a day a roster can hold. */
export type ReadDay = (text: string) => number | null

/** Lists hold the same few days over and over; each is looked at once. */
export function createDayReader(): ReadDay {
  const known = new Map<string, number | null>()
  return (text) => {
    let day = known.get(text)
    if (day === undefined) {
      if (known.size >= 10_000) known.clear()
      day = readDay(text)
      known.set(text, day)
    }
    return day
  }
}

/** Null: at least one is not a day. Rising, each once. */
export function readDays(text: string, readOne: ReadDay): readonly number[] | null {
  const days = new Set<number>()
  for (const part of text.split(/[;；,，、\s]+/)) {
    if (part === '') continue
    const day = readOne(part)
    if (day === null) return null
    days.add(day)
  }
  return [...days].sort((a, b) => a - b)
}

export interface DayPeriod {
  readonly from: number
  readonly to: number
}

/** `2025-07-01~2026-06-30;…`, also with 至 or the slash of ISO 8601; 无 or none: no protection at all. Null: not periods. */
export function readPeriods(text: string, readOne: ReadDay): readonly DayPeriod[] | null {
  if (text === '无' || text.toLowerCase() === 'none') return []
  const periods: DayPeriod[] = []
  for (const part of text.split(/[;；,，、]/)) {
    const [from, to, ...rest] = part.split(/[~～至]|\/(?=\d{4})/).map((end) => readOne(end.trim()))
    if (from === undefined || from === null || to === undefined || to === null) return null
    if (rest.length > 0 || from > to) return null
    periods.push({ from, to })
  }
  return periods
}

function readDay(text: string): number | null {
  const [, year, month, dayOfMonth] =
    /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ??
    /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    []
  const day = `${year}-${month?.padStart(2, '0')}-${dayOfMonth?.padStart(2, '0')}`
  return isDay(day) && isRosterDay(day) ? numberOfDay(day) : null
}
