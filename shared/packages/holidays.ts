// Public holidays and make-up working days by year (DOMAIN: money). 2014-09-28 is a Sunday and a working day: weekdays alone
// cannot tell. A year that is not listed is not known, which is something else than a year without holidays.
import { z } from 'zod'
import { type Day, daySchema, yearOf } from '../core/day.ts'

const namedDaySchema = z.strictObject({ on: daySchema, name: z.string().min(1).max(40) })

const yearSchema = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    /** Days off by order of the State Council (法定节假日及调休放假). */
    holidays: z.array(namedDaySchema).max(80),
    /** Saturdays and Sundays that are worked (调休上班). */
    workdays: z.array(namedDaySchema).max(30),
  })
  .refine(
    ({ year, holidays, workdays }) => [...holidays, ...workdays].every(({ on }) => yearOf(on) === year),
    {
      error: 'a day lies outside its year',
    },
  )
  .refine(({ holidays, workdays }) => isDistinct([...holidays, ...workdays].map(({ on }) => on)), {
    error: 'a day is listed twice',
  })

export const holidaysSchema = z.strictObject({
  format: z.literal('union-card-holidays'),
  version: z.literal(1),
  years: z
    .array(yearSchema)
    .max(100)
    .refine((years) => isDistinct(years.map(({ year }) => year)), { error: 'a year is listed twice' }),
})
export type Holidays = z.infer<typeof holidaysSchema>

/** `UNKNOWN`: the table does not hold that year. */
export function dayKindOf(table: Holidays, on: Day): 'HOLIDAY' | 'MAKE_UP_WORKDAY' | 'ORDINARY' | 'UNKNOWN' {
  const year = table.years.find(({ year }) => year === yearOf(on))
  if (!year) return 'UNKNOWN'
  if (year.holidays.some((holiday) => holiday.on === on)) return 'HOLIDAY'
  return year.workdays.some((workday) => workday.on === on) ? 'MAKE_UP_WORKDAY' : 'ORDINARY'
}

function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}
