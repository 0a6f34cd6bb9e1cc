// An example: a situation at the counter and the fen that must come out. It travels with the document and is run by whoever reads it.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'
import { cashRoundings } from '../money/cash-rounding.ts'
import { unionCodeSchema } from '../registration/member.ts'
import { standings } from '../visit/visit.ts'
import { idSchema } from './conditions.ts'
import { fenSchema } from './rule.ts'
import { saleSchema } from './sale.ts'

const shopperFields = {
  /** Who presents the card; another letter is another member. */
  member: z.string().min(1).max(32).default('A'),
  union: unionCodeSchema.default('901'),
  categories: z.array(idSchema).max(20).default([]),
  terminal: z.string().min(1).max(64).default('T1'),
}

/** A sale before, priced by the same document; its uses count. */
const earlierSchema = z.strictObject({
  ...shopperFields,
  sale: saleSchema,
  /** `50`: fifty such sales, each by a member of its own. */
  members: z.int().min(1).max(500).optional(),
})

export const exampleSchema = z.strictObject({
  /** Row of a list of agreed cases it stands for. */
  id: z.string().min(1).max(32).optional(),
  about: z.string().min(1).max(200),
  ...shopperFields,
  card: z.enum(standings).default('VALID'),
  /** A supervisor allowed an unconfirmed card. */
  allowUnconfirmed: z.boolean().default(false),
  earlier: z.array(earlierSchema).max(20).default([]),
  /** Public holidays and make-up working days the situation knows of. Absent: no holiday table at all. */
  holidays: z.array(daySchema).max(20).optional(),
  workdays: z.array(daySchema).max(20).optional(),
  sale: saleSchema,
  /** Overrides that of the document. */
  cashRounding: z.enum(cashRoundings).optional(),
  expect: z.strictObject({
    payFen: fenSchema,
    listFen: fenSchema.optional(),
    /** In cash, after rounding. */
    receivedFen: fenSchema.optional(),
    /** Offers that are used, in listed order. */
    offers: z.array(idSchema).max(20).optional(),
    /** Code of a step that must be in the trail, as `CARD_EXPIRED` or `WEEKDAY`. */
    why: z.string().max(40).optional(),
  }),
})
export type Example = z.infer<typeof exampleSchema>
