// Cases of the kind `hidpos`: the reports of a HID POS scanner in hexadecimal, and what they mean.
import { z } from 'zod'
import { createHidPosReader } from '../../drivers/framing/hidpos-reader.ts'
import { parseCardInput } from '../../shared/card/card-input.ts'
import type { CaseOutcome } from './case-outcome.ts'
import { compareCase } from './compare.ts'

const hidPosCase = z.strictObject({
  name: z.string(),
  /** For the reader of the file; the terminal has to find it out. */
  layout: z.string().optional(),
  reports: z.array(z.string().regex(/^(?:[0-9a-fA-F]{2})+$/)),
  /** `accept`: is it taken for a card? */
  expect: z.strictObject({
    text: z.string().optional(),
    aim: z.string().nullable().optional(),
    accept: z.boolean().optional(),
  }),
})

export const hidPosCaseFile = z.strictObject({
  kind: z.literal('hidpos'),
  what: z.string().optional(),
  cases: z.array(hidPosCase),
})

export function runHidPosCase({ name, reports, expect }: z.infer<typeof hidPosCase>): CaseOutcome {
  const reader = createHidPosReader({ layout: null, vendorId: 0 })
  const reads = reports.flatMap((hex) => reader.push(Buffer.from(hex, 'hex')))
  // A case is one read: two of them are as wrong as none.
  const read = reads.length === 1 ? reads[0] : undefined
  const decoded = read && read.kind !== 'disturbance' ? { text: read.text, aim: read.aim } : {}
  const accept = reads.some((one) => one.kind === 'text' && parseCardInput(one.text).kind === 'number')
  return compareCase(name, expect, { ...decoded, accept })
}
