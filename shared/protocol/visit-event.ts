// A visit on the wire: a CloudEvent 1.0 whose data is the visit, whole (VS1). Also one line of an export (OB8).
import { z } from 'zod'
import { type Visit, visitSchema } from '../visit/visit.ts'

export const VISIT_EVENT_TYPE = 'union-card-terminal.visit.v1'

export const visitEventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  type: z.literal(VISIT_EVENT_TYPE),
  /** `/terminals/` and the terminal's UUID. */
  source: z.string().regex(/^\/terminals\/[0-9a-f-]{36}$/),
  id: z.uuid(),
  time: z.iso.datetime({ precision: 3 }),
  datacontenttype: z.literal('application/json'),
  seq: z.int().min(1),
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  data: visitSchema,
})
export type VisitEvent = z.infer<typeof visitEventSchema>

/** The least of an event that can be answered by id and kept in quarantine, whatever the rest is. */
export const eventEnvelopeSchema = z.looseObject({ id: z.uuid(), seq: z.int().min(1).optional() })
export type EventEnvelope = z.infer<typeof eventEnvelopeSchema>

export function visitToEvent(visit: Visit): VisitEvent {
  return {
    specversion: '1.0',
    type: VISIT_EVENT_TYPE,
    source: `/terminals/${visit.terminal}`,
    id: visit.id,
    time: visit.at,
    datacontenttype: 'application/json',
    seq: visit.seq,
    prev: visit.prev,
    data: visit,
  }
}
