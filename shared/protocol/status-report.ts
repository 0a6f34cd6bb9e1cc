// What a terminal tells its hub about itself now and then; holds no visits and nothing personal.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'
import { programVersionSchema } from './enrolment.ts'

export const statusReportSchema = z.strictObject({
  terminal: z.uuid(),
  at: z.iso.datetime({ precision: 3 }),
  version: programVersionSchema,
  /** Newest visit; 0: none. */
  lastSeq: z.int().min(0),
  queued: z.int().min(0),
  /** Events held out because they cannot pass (OB4). */
  heldOut: z.int().min(0),
  clock: z.enum(['OK', 'BEHIND']),
  /** Newest as-of date of the roster in use; null: none. */
  rosterAsOf: daySchema.nullable(),
  /** Version of the package set in use; null: none. */
  packageVersion: z.int().min(1).nullable(),
})
export type StatusReport = z.infer<typeof statusReportSchema>

export const statusReplySchema = z.object({
  ackSeq: z.int().min(0),
  hubTime: z.iso.datetime({ precision: 3 }),
})
export type StatusReply = z.infer<typeof statusReplySchema>
