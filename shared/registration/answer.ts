// The two answers of the terminal: is the card's registration valid, and is the member protected. Never one light.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'

export const cardStates = [
  'VALID',
  'NOT_YET',
  'EXPIRED',
  'CANCELLED',
  'STOPPED',
  'UNKNOWN',
  'UNCONFIRMED',
] as const
export type CardState = (typeof cardStates)[number]

export const protectionStates = ['IN_FORCE', 'PENDING', 'LAPSED', 'NONE', 'UNCONFIRMED'] as const
export type ProtectionState = (typeof protectionStates)[number]

export const answerFlags = ['REG_EARLY', 'REG_LATE', 'PRE_2014'] as const
export type AnswerFlag = (typeof answerFlags)[number]

export const cardAnswerSchema = z.strictObject({
  card: z.enum(cardStates),
  /** Last valid day, only for `VALID`. */
  validUntil: daySchema.nullable(),
  protection: z.enum(protectionStates),
  /** First day of the period in force or pending; null otherwise. */
  protectionFrom: daySchema.nullable(),
  /** Last day of the period in force or pending; for `LAPSED` the last day that was covered. */
  protectionTo: daySchema.nullable(),
  nextProtectionFrom: daySchema.nullable(),
  nextProtectionTo: daySchema.nullable(),
  flags: z.array(z.enum(answerFlags)),
})
export type CardAnswer = z.infer<typeof cardAnswerSchema>

/** Why no answer can be given at all. */
export const judgementRefusals = ['CLOCK_BEFORE_ROSTER', 'ROSTER_MISSING', 'ROSTER_DAMAGED'] as const
export type JudgementRefusal = (typeof judgementRefusals)[number]
