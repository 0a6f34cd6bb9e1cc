// The holidays that chinese-days knows, as a document. Nothing is invented for years it does not hold.
import { createRequire } from 'node:module'
import { z } from 'zod'
import { type Holidays, holidaysSchema } from '../../shared/packages/holidays.ts'

/** "New Year's Day,元旦,1" by day. */
const sourceSchema = z.object({
  holidays: z.record(z.string(), z.string()),
  workdays: z.record(z.string(), z.string()),
})

export function knownHolidays(): Holidays {
  // JSON of a CommonJS package: read as data, the package's code is not needed.
  const load = createRequire(import.meta.url)
  const { holidays, workdays } = sourceSchema.parse(load('chinese-days/dist/chinese-days.json'))
  const years = [...new Set(Object.keys(holidays).map((on) => on.slice(0, 4)))].sort()
  return holidaysSchema.parse({
    format: 'union-card-holidays',
    version: 1,
    years: years.map((year) => ({
      year: Number(year),
      holidays: daysOf(year, holidays),
      workdays: daysOf(year, workdays),
    })),
  })
}

function daysOf(year: string, byDay: Readonly<Record<string, string>>) {
  return Object.entries(byDay)
    .filter(([on]) => on.startsWith(`${year}-`))
    .map(([on, text]) => ({ on, name: text.split(',')[1] || text }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
}
