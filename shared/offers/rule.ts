// The rules of an offer: what it does to a price. Who may have it, when and how often stands elsewhere.
import { z } from 'zod'
import { MAX_FEN } from '../money/fen.ts'

export const fenSchema = z.int().min(0).max(MAX_FEN)
/** 800 is 8折, 850 is 85折; 1000 would be the list price. */
const thousandthsSchema = z.int().min(0).max(999)

export const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const
export type Weekday = (typeof weekdays)[number]
export const weekdaySchema = z.enum(weekdays)

/** Rules that give one ticket its own price, which is rounded half up to fen and only then multiplied. */
export const ticketRuleSchema = z.discriminatedUnion('kind', [
  /** 会员8折. */
  z.strictObject({ kind: z.literal('PERCENT'), thousandths: thousandthsSchema }),
  /** 每张减5元; never below zero. */
  z.strictObject({ kind: z.literal('AMOUNT_OFF'), offFen: fenSchema.min(1) }),
  /** 一口价; a list price below it stays. */
  z.strictObject({ kind: z.literal('FIXED_PRICE'), priceFen: fenSchema }),
  z.strictObject({ kind: z.literal('FREE') }),
  /** A price by the weekday of the session or night; a weekday without one is not covered. */
  z.strictObject({
    kind: z.literal('BY_WEEKDAY'),
    priceFen: z.partialRecord(weekdaySchema, fenSchema).refine((prices) => Object.keys(prices).length > 0, {
      error: 'needs a price for at least one weekday',
    }),
  }),
])
export type TicketRule = z.infer<typeof ticketRuleSchema>

/** How tickets of unequal prices are paired. `FALLING_PRICE`: the dearest with the next, the cheaper of each pair is reduced.
 *  `CHEAPEST_HALF`: of all tickets the cheaper half is reduced, the reading that favours the house. */
export const pairings = ['FALLING_PRICE', 'CHEAPEST_HALF'] as const
const pairingSchema = z.enum(pairings).default('FALLING_PRICE')

/** Rules over several tickets of a sale. They are voided whole. */
export const bundleRuleSchema = z.discriminatedUnion('kind', [
  /** 买一送一. */
  z.strictObject({ kind: z.literal('BUY_ONE_GET_ONE'), pairing: pairingSchema }),
  /** 第二件半价 is 500. */
  z.strictObject({
    kind: z.literal('SECOND_REDUCED'),
    thousandths: thousandthsSchema,
    pairing: pairingSchema,
  }),
  /** 满158减20, once a sale or for every full sum. */
  z.strictObject({
    kind: z.literal('SPEND_AND_SAVE'),
    spendFen: fenSchema.min(1),
    saveFen: fenSchema.min(1),
    times: z.enum(['ONCE', 'EVERY']),
  }),
])
export type BundleRule = z.infer<typeof bundleRuleSchema>

export const ruleSchema = z.discriminatedUnion('kind', [ticketRuleSchema, bundleRuleSchema])
export type Rule = z.infer<typeof ruleSchema>
export type PairRule = Exclude<BundleRule, { kind: 'SPEND_AND_SAVE' }>
export type SpendRule = Extract<BundleRule, { kind: 'SPEND_AND_SAVE' }>

export function isTicketRule(rule: Rule): rule is TicketRule {
  return !isPairRule(rule) && rule.kind !== 'SPEND_AND_SAVE'
}

export function isPairRule(rule: Rule): rule is PairRule {
  return rule.kind === 'BUY_ONE_GET_ONE' || rule.kind === 'SECOND_REDUCED'
}
