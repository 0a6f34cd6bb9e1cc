// Calendar days of Asia/Shanghai as text, `YYYY-MM-DD`: sortable, comparable with `<`, the same on every machine.
// Must not know cards, and must never ask for the current time.
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Plain string comparison is date order. */
export type Day = string & { readonly __day: true }

const SHANGHAI = 'Asia/Shanghai'

export const daySchema = z
  .string()
  .refine(isDay, { error: 'not a calendar day YYYY-MM-DD' })
  .transform((text) => text as Day)

export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  // By hand: every visit that is written or read is checked so several times.
  const [year, month, date] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0)
  return date >= 1 && date <= length
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Reads a day that is known to be one. A text that is not a day is a bug and throws. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a calendar day: ${JSON.stringify(text)}`)
  return text
}

/** The Shanghai day that contains an instant. `epochMs` is milliseconds since 1970-01-01T00:00Z. */
export function dayOfInstant(epochMs: number): Day {
  // A counter asks about the same day thousands of times; the time zone is asked once.
  if (epochMs < lastDay.startsAt || epochMs >= lastDay.endsAt) lastDay = dayAround(epochMs)
  return lastDay.on
}

let lastDay = { on: '' as Day, startsAt: 0, endsAt: 0 }

function dayAround(epochMs: number): typeof lastDay {
  const date = Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs))
    .toZonedDateTimeISO(SHANGHAI)
    .toPlainDate()
  return {
    on: date.toString() as Day,
    startsAt: date.toZonedDateTime(SHANGHAI).epochMilliseconds,
    endsAt: date.add({ days: 1 }).toZonedDateTime(SHANGHAI).epochMilliseconds,
  }
}

/** The first instant of a Shanghai day, in milliseconds since the epoch. */
export function instantOfDay(on: Day): number {
  return Temporal.PlainDate.from(on).toZonedDateTime(SHANGHAI).epochMilliseconds
}

export function addDays(on: Day, days: number): Day {
  return Temporal.PlainDate.from(on).add({ days }).toString() as Day
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

export function yearOf(on: Day): number {
  return Number(on.slice(0, 4))
}

/** Month 1–12. */
export function monthOf(on: Day): number {
  return Number(on.slice(5, 7))
}

/** `dayIn(2015, '06-30')` is 2015-06-30. The month and day come from code or a checked plan and exist every year. */
export function dayIn(year: number, monthDay: string): Day {
  return `${String(year).padStart(4, '0')}-${monthDay}` as Day
}
