// A month's statistics by service, union and day: 人次 and 人数, voids taken off, late visits marked. Made of the books alone and
// without names, so that a closed month gives the same report for ever.
import { z } from 'zod'
import { aidServices } from '../../shared/visit/services.ts'
import { isMonth, type Month } from '../ingest/month.ts'
import type { PersonCount, TallyRow, VisitStore } from '../ingest/visit-store.ts'

export const monthSchema = z
  .string()
  .refine(isMonth, { error: 'not a month YYYY-MM' })
  .transform((text) => text as Month)

const countsSchema = z.object({
  /** 人次: services given, voids taken off. */
  visits: z.int(),
  /** 补传: of these, what came after the month of its day was closed. */
  late: z.int(),
  /** 撤销: services taken back in this month. */
  voids: z.int(),
  /** 人数: different people with a card; those without are in no count of persons. */
  persons: z.int(),
})
export type Counts = z.infer<typeof countsSchema>

const serviceSchema = z.enum(aidServices)
/** `''`: no card, or a member who is in no list. */
const unionSchema = z.string()

export const monthReportSchema = z.object({
  month: z.string(),
  /** Closed for good: later reports are the same. */
  isLocked: z.boolean(),
  total: countsSchema,
  byService: z.array(countsSchema.extend({ service: serviceSchema })),
  byUnion: z.array(countsSchema.extend({ unionCode: unionSchema })),
  byUnionAndService: z.array(countsSchema.extend({ unionCode: unionSchema, service: serviceSchema })),
  byDay: z.array(countsSchema.extend({ on: z.string() })),
  /** The finest the books hold, without persons: few visits of a day could tell who they were. */
  rows: z.array(
    countsSchema
      .omit({ persons: true })
      .extend({ on: z.string(), facility: z.string(), unionCode: unionSchema, service: serviceSchema }),
  ),
})
export type MonthReport = z.infer<typeof monthReportSchema>

export async function reportMonth(store: VisitStore, month: Month): Promise<MonthReport> {
  const isLocked = (await store.lockedMonths()).has(month)
  const tallies = await store.tallies(month)
  const persons = new Map((await store.persons(month)).map((count) => [viewKey(count), count.persons]))

  function countsBy<K extends object>(part: (row: TallyRow) => K, view: (key: K) => Partial<PersonCount>) {
    return groupBy(tallies, part).map(({ key, rows }) => ({
      ...key,
      ...sumOf(rows),
      persons: persons.get(viewKey({ service: null, unionCode: null, on: null, ...view(key) })) ?? 0,
    }))
  }

  return {
    month,
    isLocked,
    total: {
      ...sumOf(tallies),
      persons: persons.get(viewKey({ service: null, unionCode: null, on: null })) ?? 0,
    },
    byService: countsBy(
      ({ service }) => ({ service }),
      (key) => key,
    ).toSorted((a, b) => aidServices.indexOf(a.service) - aidServices.indexOf(b.service)),
    byUnion: countsBy(
      ({ unionCode }) => ({ unionCode }),
      (key) => key,
    ),
    byUnionAndService: countsBy(
      ({ unionCode, service }) => ({ unionCode, service }),
      (key) => key,
    ),
    byDay: countsBy(
      ({ on }) => ({ on }),
      (key) => key,
    ),
    rows: groupBy(tallies, ({ on, facility, unionCode, service }) => ({
      ...{ on, facility, unionCode, service },
    })).map(({ key, rows }) => ({ ...key, ...sumOf(rows) })),
  }
}

function sumOf(rows: readonly TallyRow[]): Omit<Counts, 'persons'> {
  let visits = 0
  let late = 0
  let voids = 0
  for (const row of rows) {
    visits += row.uses - row.voids
    if (row.late) late += row.uses - row.voids
    voids += row.voids
  }
  return { visits, late, voids }
}

/** In order of the keys, part by part as they are written. */
function groupBy<K extends object>(rows: readonly TallyRow[], part: (row: TallyRow) => K) {
  const groups = new Map<string, { readonly key: K; readonly rows: TallyRow[] }>()
  for (const row of rows) {
    const key = part(row)
    const text = Object.values(key).join('\u0001')
    const group = groups.get(text) ?? { key, rows: [] }
    group.rows.push(row)
    groups.set(text, group)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

function viewKey({ service, unionCode, on }: Omit<PersonCount, 'persons'>): string {
  return JSON.stringify([service, unionCode, on])
}
