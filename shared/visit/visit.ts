// A visit: one thing that happened at the counter, written once and never edited. Corrections are records of their own.
import { z } from 'zod'
import { memberNumberSchema } from '../card/member-number.ts'
import { daySchema } from '../core/day.ts'
import { cardAnswerSchema, cardStates, judgementRefusals } from '../registration/answer.ts'
import { membershipSchema, unionCodeSchema } from '../registration/member.ts'
import { aidServices } from './services.ts'

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** A card was presented; carries everything the answer was derived from, so that anybody can derive it again. */
export const cardCheckSchema = z.strictObject({
  kind: z.literal('check'),
  scanId: z.uuid(),
  source: z.enum(['wedge', 'serial', 'hid', 'camera', 'virtual', 'typed']),
  number: memberNumberSchema,
  /** One scan delivered the number twice. */
  readTwice: z.boolean(),
  /** The roster row as it was found; null: not in the roster, or no judgement was possible. */
  member: z
    .strictObject({ maskedName: z.string(), unionCode: unionCodeSchema, membership: membershipSchema })
    .nullable(),
  roster: z.strictObject({ asOf: daySchema, shardSha256: sha256Schema.nullable() }).nullable(),
  plan: z.string(),
  answer: z.union([cardAnswerSchema, z.strictObject({ refused: z.enum(judgementRefusals) })]),
})
export type CardCheck = z.infer<typeof cardCheckSchema>

/** How the person stood when a service was recorded: a card state, or why there is none. */
export const standings = [...cardStates, 'NO_CARD', 'NOT_JUDGED'] as const
export type Standing = (typeof standings)[number]

/** A service was given. Never refused: a lapsed or absent card is recorded as such. */
export const serviceGivenSchema = z.strictObject({
  kind: z.literal('service'),
  service: z.enum(aidServices),
  /** The check it belongs to; null: recorded without a card. */
  checkId: z.uuid().nullable(),
  standing: z.enum(standings),
})

/** Takes a service back; the service itself stays as it was written. */
export const voidSchema = z.strictObject({
  kind: z.literal('void'),
  voids: z.uuid(),
  reason: z.literal('OPERATOR'),
})

export const visitBodySchema = z.discriminatedUnion('kind', [cardCheckSchema, serviceGivenSchema, voidSchema])
export type VisitBody = z.infer<typeof visitBodySchema>

export const visitSchema = z.strictObject({
  v: z.literal(1),
  /** UUIDv7, made when the thing happened. */
  id: z.uuid(),
  /** Identity of the terminal, a UUID made at first start. */
  terminal: z.uuid(),
  facility: z.string(),
  /** Gapless from 1 on each terminal. */
  seq: z.int().min(1),
  /** Hash of the visit before it; 64 zeros for the first. */
  prev: sha256Schema,
  /** Instant it happened, UTC with milliseconds. */
  at: z.iso.datetime({ precision: 3 }),
  /** Shanghai day of `at`. */
  on: daySchema,
  /** `BEHIND`: the terminal's clock was earlier than the roster it judged with. */
  clock: z.enum(['OK', 'BEHIND']),
  body: visitBodySchema,
})
export type Visit = z.infer<typeof visitSchema>

/** A visit before the journal gives it its place in the chain. */
export type VisitDraft = Omit<Visit, 'seq' | 'prev' | 'v'>
