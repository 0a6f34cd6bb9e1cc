// A protection plan is data, one document per version: periods, amounts and disease lists change, the code does not (DOMAIN:
// protection). A blank field is shown as unknown.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'

const monthDaySchema = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** A month and day in the year of the registration (`years: 0`) or a later one. */
const anchorSchema = z.strictObject({ years: z.int().min(0).max(3), monthDay: monthDaySchema })

/** Where protection starts: on a fixed day, or the day after registering. */
const startSchema = z.union([anchorSchema, z.literal('NEXT_DAY')])

export const planSchema = z.strictObject({
  id: z.string().min(1).max(32),
  title: z.string(),
  /** Issues and registrations before this day fall under earlier, unknown terms. */
  appliesFrom: daySchema,
  /** First rule whose months hold the month of issuing or registering wins; months outside every rule give no period. */
  periods: z
    .array(
      z.strictObject({
        months: z.array(z.int().min(1).max(12)).min(1),
        from: startSchema,
        to: anchorSchema,
      }),
    )
    .min(1),
  benefits: z.array(
    z.strictObject({
      id: z.string().min(1).max(32),
      /** Fen, once per period; null: not known. */
      amountFen: z.int().min(0).nullable(),
      /** Named conditions, zh-CN as in the plan's text; empty: not known or not limited to a list. */
      conditions: z.array(z.string()),
    }),
  ),
})
export type Plan = z.infer<typeof planSchema>
