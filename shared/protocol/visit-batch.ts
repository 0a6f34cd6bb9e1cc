// Visits go up in batches and are answered one by one, by id (VS2, VS3, OB2).
import { z } from 'zod'
import { eventEnvelopeSchema } from './visit-event.ts'

export const MAX_BATCH_EVENTS = 500
/** Of the JSON text, before compression. */
export const MAX_BATCH_BYTES = 1024 * 1024

export const visitBatchSchema = z.strictObject({
  terminal: z.uuid(),
  /** Each is judged on its own: one that does not fit is quarantined, the others are filed. */
  events: z.array(eventEnvelopeSchema).min(1).max(MAX_BATCH_EVENTS),
})
export type VisitBatch = z.infer<typeof visitBatchSchema>

export const quarantineCodes = ['UNREADABLE', 'MISMATCH', 'ID_TAKEN', 'SEQ_TAKEN', 'WRONG_TERMINAL'] as const
export type QuarantineCode = (typeof quarantineCodes)[number]

const eventReplySchema = z.discriminatedUnion('outcome', [
  z.object({ id: z.uuid(), outcome: z.literal('ACCEPTED') }),
  z.object({ id: z.uuid(), outcome: z.literal('DUPLICATE') }),
  z.object({ id: z.uuid(), outcome: z.literal('QUARANTINED'), code: z.enum(quarantineCodes) }),
  z.object({ id: z.uuid(), outcome: z.literal('RETRY') }),
])
export type EventReply = z.infer<typeof eventReplySchema>

export const batchReplySchema = z.object({
  replies: z.array(eventReplySchema),
  ackSeq: z.int().min(0),
  hubTime: z.iso.datetime({ precision: 3 }),
})
export type BatchReply = z.infer<typeof batchReplySchema>
