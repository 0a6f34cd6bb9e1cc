// What the terminal knows of a member: the least a decision needs (DOMAIN: privacy). The name is masked before it gets here.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'

/** Code of a union, three digits. */
export const unionCodeSchema = z.string().regex(/^\d{3}$/)

/** Inclusive days. */
export const periodSchema = z.strictObject({ from: daySchema, to: daySchema })
export type Period = z.infer<typeof periodSchema>

/** The facts the two answers are derived from. */
export const membershipSchema = z.strictObject({
  issuedOn: daySchema,
  /** Yearly registrations, ascending. Issuing a card is not listed: it counts as that year's registration (A1). */
  registeredOn: z.array(daySchema),
  cancelledOn: daySchema.nullable(),
  /** Loss reported or card stopped (挂失/停用). */
  stoppedOn: daySchema.nullable(),
  /** Explicit protection periods of the roster row; they beat derivation. Absent: derive from the plan. */
  protection: z.array(periodSchema).optional(),
})
export type Membership = z.infer<typeof membershipSchema>
