// How the hub refuses a request as a whole. Single events are never refused so: see `batch-reply.ts`.
import { z } from 'zod'

export const refusalCodes = [
  'BAD_REQUEST',
  'BAD_TOKEN',
  'REVOKED',
  'NO_SUCH_CODE',
  'PROTOCOL',
  'TOO_LARGE',
  'TOO_MANY',
  'BUSY',
] as const

export const refusalSchema = z.object({
  code: z.enum(refusalCodes),
  /** For technicians; holds nothing of what was sent. */
  message: z.string(),
  /** The hub's clock, so that a terminal with a wrong clock can sign again (EN5). */
  hubTime: z.iso.datetime({ precision: 3 }),
})
export type Refusal = z.infer<typeof refusalSchema>
