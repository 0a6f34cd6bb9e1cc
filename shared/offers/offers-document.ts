// The offers of one facility: what it sells at which list price, and what members get. One document, readable by whoever writes it.
// This file is its form; what a form cannot say is in `contradictions.ts`, whether it does what it says in `run-examples.ts`.
import { z } from 'zod'
import { cashRoundings } from '../money/cash-rounding.ts'
import { idSchema, whenSchema, whoSchema } from './conditions.ts'
import { exampleSchema } from './example.ts'
import { limitSchema } from './limits.ts'
import { fenSchema, ruleSchema, ticketRuleSchema, weekdaySchema } from './rule.ts'

const nameFields = {
  name: z.string().min(1).max(60),
  /** English, second on screen and slip. */
  nameEn: z.string().min(1).max(80),
}

export const units = ['TICKET', 'PIECE', 'HOUR', 'NIGHT', 'OPEN'] as const

export const itemSchema = z.strictObject({
  id: idSchema,
  ...nameFields,
  /** `HOUR`: every started step is one; `NIGHT`: every night is one; `OPEN`: the cashier types the price. */
  unit: z.enum(units),
  /** List price of one; not for `OPEN`. */
  listFen: fenSchema.optional(),
  /** List prices on some weekdays, as of a room on Fridays. */
  weekdayListFen: z.partialRecord(weekdaySchema, fenSchema).optional(),
  /** List prices of ticket classes, with or without a card: a child's ticket. */
  classListFen: z.record(idSchema, fenSchema).optional(),
  /** Only `HOUR`: what is charged for, 60 minutes unless said. */
  stepMinutes: z.int().min(5).max(720).optional(),
})
export type Item = z.infer<typeof itemSchema>

/** Chosen by staff on sight; nothing about the person is stored. */
const classSchema = z.strictObject({ id: idSchema, ...nameFields, about: z.string().max(120).optional() })

/** Comes on top and is never discounted: insurance, a holiday supplement, towels. */
const surchargeSchema = z.strictObject({
  id: idSchema,
  ...nameFields,
  items: z.array(idSchema).min(1).max(500),
  fen: fenSchema.min(1),
  per: z.enum(['TICKET', 'SALE']),
  when: whenSchema.omit({ minSpendFen: true }).optional(),
})
export type Surcharge = z.infer<typeof surchargeSchema>

export const offerSchema = z.strictObject({
  id: idSchema,
  ...nameFields,
  items: z.union([z.literal('ALL'), z.array(idSchema).min(1).max(500)], {
    error: 'is "ALL" or a list of item ids',
  }),
  rule: ruleSchema,
  when: whenSchema.optional(),
  who: whoSchema.optional(),
  /** Shown to the cashier: 限本人使用，请核对持卡人. */
  holderOnly: z.boolean().optional(),
  /** Family that came along; absent: their tickets get nothing from this offer. `rule` absent: the same rule. */
  companions: z.strictObject({ max: z.int().min(1).max(20), rule: ticketRuleSchema.optional() }).optional(),
  limits: z.array(limitSchema).min(1).max(10).optional(),
  /** Offers it may be given on top of. Without it, offers never add up. */
  stacksOn: z.array(idSchema).min(1).max(20).optional(),
  /** Offers that are out wherever this one holds, even where they would be cheaper. */
  excludes: z.array(idSchema).min(1).max(50).optional(),
  /** An offer without an example proves nothing. */
  examples: z.array(exampleSchema).min(1).max(40),
})
export type Offer = z.infer<typeof offerSchema>

export const MAX_OFFERS = 200

export const offersDocumentSchema = z.strictObject({
  /** For the editor that the document is written in: `docs/offers.schema.json`. */
  $schema: z.string().max(300).optional(),
  format: z.literal('union-card-offers'),
  version: z.literal(1),
  /** Identity of the facility, as in the settings of its terminals. */
  facility: z.string().min(1).max(64),
  title: z.string().min(1).max(120),
  cashRounding: z.enum(cashRoundings).default('NONE'),
  categories: z
    .array(z.strictObject({ id: idSchema, ...nameFields }))
    .max(50)
    .optional(),
  classes: z.array(classSchema).max(20).optional(),
  items: z.array(itemSchema).min(1).max(500),
  surcharges: z.array(surchargeSchema).max(50).optional(),
  offers: z.array(offerSchema).max(MAX_OFFERS),
  /** Situations in which several offers meet. */
  examples: z.array(exampleSchema).max(200).optional(),
})
export type OffersDocument = z.infer<typeof offersDocumentSchema>
