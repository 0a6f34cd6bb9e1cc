// Partner merchants (团购优惠商户): what is offered, where, until when. Ships empty: no merchant is known that could be listed.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'

const merchantSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  name: z.string().min(1).max(80),
  offer: z.string().min(1).max(300),
  howToUse: z.string().max(300),
  branches: z
    .array(z.strictObject({ name: z.string().min(1).max(80), address: z.string().max(120) }))
    .max(500),
  from: daySchema,
  /** Last day, inclusive; null: open. */
  to: daySchema.nullable(),
})

export const merchantsSchema = z.strictObject({
  format: z.literal('union-card-merchants'),
  version: z.literal(1),
  /** Date of the list; null: there has been none yet. */
  asOf: daySchema.nullable(),
  merchants: z.array(merchantSchema).max(10_000),
})
export type Merchants = z.infer<typeof merchantsSchema>

export const noMerchants: Merchants = {
  format: 'union-card-merchants',
  version: 1,
  asOf: null,
  merchants: [],
}
