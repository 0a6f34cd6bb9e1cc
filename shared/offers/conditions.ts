// When an offer holds and for whom: all conditions that are written must hold. Only their form; `condition-check.ts` judges.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'
import { unionCodeSchema } from '../registration/member.ts'
import { fenSchema, weekdaySchema } from './rule.ts'

export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: 'an id is lower-case letters, digits and hyphens, at most 40',
})

/** A ticket without a class. */
export const STANDARD_CLASS = 'standard'

const clockTimeSchema = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: 'a time of day is HH:MM, at most 24:00',
})

/** Half-open: `08:30–10:00` holds at 08:30:00 and no longer at 10:00:00. */
const timeWindowSchema = z
  .strictObject({ from: clockTimeSchema, to: clockTimeSchema })
  .refine(({ from, to }) => from < to, { error: 'ends before it starts; over midnight write two windows' })

/** Inclusive days. */
const dateRangeSchema = z
  .strictObject({ from: daySchema, to: daySchema })
  .refine(({ from, to }) => from <= to, { error: 'ends before it starts' })

/** Three different conditions (DOMAIN §5): Mondays to Fridays are `weekdays`; the make-up Sunday is a `WORKING_DAY`, the Wednesday of
 *  the National Day a `HOLIDAY`; a free Saturday or Sunday a `REST_DAY`. */
export const dayKinds = ['WORKING_DAY', 'REST_DAY', 'HOLIDAY'] as const
export type OfferDayKind = (typeof dayKinds)[number]

/** Judged on the ticket's own time: the start of its session, each started hour, each night. */
export const whenSchema = z.strictObject({
  weekdays: z.array(weekdaySchema).min(1).max(7).optional(),
  dayKinds: z.array(z.enum(dayKinds)).min(1).max(3).optional(),
  times: z.array(timeWindowSchema).min(1).max(20).optional(),
  dates: z.array(dateRangeSchema).min(1).max(100).optional(),
  /** Black-out dates. */
  exceptDates: z.array(dateRangeSchema).min(1).max(100).optional(),
  /** List prices of the tickets that meet all other conditions, together. */
  minSpendFen: fenSchema.min(1).optional(),
})
export type When = z.infer<typeof whenSchema>

export const whoSchema = z.strictObject({
  /** Current union, by code. */
  unions: z.array(unionCodeSchema).min(1).max(500).optional(),
  /** At least one of these. */
  categories: z.array(idSchema).min(1).max(20).optional(),
  /** Chosen by staff on sight; `standard` is a ticket without a class. Absent: any. */
  classes: z.array(idSchema).min(1).max(20).optional(),
})
export type Who = z.infer<typeof whoSchema>
