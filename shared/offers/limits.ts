// How often an offer may be used. Only the form; `room.ts` counts.
import { z } from 'zod'

export const limitScopes = ['MEMBER', 'UNION', 'FACILITY'] as const
export const limitPeriods = ['SALE', 'DAY', 'WEEK', 'MONTH', 'CARD_YEAR', 'CALENDAR_YEAR'] as const
export type LimitPeriod = (typeof limitPeriods)[number]

/** What is counted. `TICKETS`: the holder's own; of a pair one, of 满减 each reduction. `ALL_TICKETS`: with those of companions.
 *  `SALES`: however many tickets, one. */
export const limitCounts = ['TICKETS', 'COMPANIONS', 'ALL_TICKETS', 'SALES'] as const

export const limitSchema = z
  .strictObject({
    per: z.enum(limitScopes),
    /** By the Shanghai day of the sale. A week starts on Monday, a card year on 1 July. */
    period: z.enum(limitPeriods),
    uses: z.int().min(1).max(1_000_000),
    counts: z.enum(limitCounts).default('TICKETS'),
    /** Shares of a quota by terminal, so that it holds offline; a terminal that is not listed has none. Absent: one terminal has all. */
    allotments: z
      .array(z.strictObject({ terminal: z.string().min(1).max(64), uses: z.int().min(0).max(1_000_000) }))
      .min(1)
      .max(200)
      .optional(),
  })
  .refine(({ per, allotments }) => per !== 'MEMBER' || !allotments, {
    error: 'only a quota of a union or a facility can be allotted to terminals',
    path: ['allotments'],
  })
  .refine(
    ({ uses, allotments }) => !allotments || allotments.reduce((sum, { uses }) => sum + uses, 0) <= uses,
    {
      error: 'more is allotted to terminals than the quota has',
      path: ['allotments'],
    },
  )
  .refine(({ period, per, counts }) => period !== 'SALE' || (per === 'MEMBER' && counts !== 'SALES'), {
    error: 'a limit by sale is one of the member, and counts tickets',
    path: ['period'],
  })
export type Limit = z.infer<typeof limitSchema>
