// Notices for the counter staff: a sentence or two, between two days. Never about a person.
import { z } from 'zod'
import { type Day, daySchema } from '../core/day.ts'

const noticeSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  from: daySchema,
  /** Last day, inclusive. */
  to: daySchema,
  text: z.string().min(1).max(200),
  textEn: z.string().min(1).max(400),
})
export type Notice = z.infer<typeof noticeSchema>

export const noticesSchema = z.strictObject({
  format: z.literal('union-card-notices'),
  version: z.literal(1),
  notices: z.array(noticeSchema).max(50),
})
export type Notices = z.infer<typeof noticesSchema>

export const noNotices: Notices = { format: 'union-card-notices', version: 1, notices: [] }

export function noticesOn({ notices }: Notices, on: Day): readonly Notice[] {
  return notices.filter(({ from, to }) => from <= on && on <= to)
}
