// The directory of aid centres: name, address, telephone, and from when a list is.
import { z } from 'zod'

const centreSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  /** The district or union it belongs to, by the name of the list's time. */
  area: z.string().min(1).max(40),
  name: z.string().min(1).max(80),
  address: z.string().min(1).max(120),
  /** Without the area code. */
  telephone: z.string().regex(/^\d{5,8}$/),
})

export const directorySchema = z.strictObject({
  format: z.literal('union-card-directory'),
  version: z.literal(1),
  /** How the list calls itself, e.g. 2014年1月版. */
  edition: z.string().min(1).max(40),
  areaCode: z.string().regex(/^0\d{2,3}$/),
  centres: z
    .array(centreSchema)
    .max(500)
    .refine((centres) => new Set(centres.map(({ id }) => id)).size === centres.length, {
      error: 'a centre is listed twice',
    }),
})
export type Directory = z.infer<typeof directorySchema>
