// Which events go next, and what an answer means for the ones after: order, size, halving, holding out, the watermark (OB2, OB4, OB6).
// Knows no network and no time.
import {
  type BatchReply,
  type EventReply,
  MAX_BATCH_BYTES,
  MAX_BATCH_EVENTS,
} from '../../shared/protocol/visit-batch.ts'
import { type VisitEvent, visitToEvent } from '../../shared/protocol/visit-event.ts'
import type { Journal } from '../journal/journal.ts'

export interface Batch {
  readonly events: readonly VisitEvent[]
  /** One that was held out and is tried on its own. */
  readonly isTrial: boolean
  /** Newest visit when the batch was made: the hub cannot know more than that. */
  readonly lastSeq: number
}

/** `PASSED`: every event is with the hub · `PARTLY`: some are to be sent again · `ALONE`: one event was found that cannot pass
 *  and is held out · `HALVED`: a smaller batch comes next. */
export type BatchFate = 'PASSED' | 'PARTLY' | 'ALONE' | 'HALVED'

export interface BatchPlan {
  /** Null: nothing to send now. Reads in small pieces and lets go in between, so that a scan never waits for it (OB1). */
  next(): Promise<Batch | null>
  /** A held-out event above `seq`; null: no more. */
  trialAbove(seq: number): Batch | null
  answered(batch: Batch, reply: BatchReply): BatchFate
  /** The hub refused the batch as it is. */
  refused(batch: Batch, reason: string): BatchFate
  /** The hub's watermark, as it is: also lower than before. `lastSeq`: newest visit when it was asked. */
  acknowledged(ackSeq: number, lastSeq: number): void
  /** Everything was sent, and still the hub lacks something: sends again from the watermark. False: nothing is lacking. */
  rewind(): boolean
}

const PIECE = 20
const ENVELOPE_BYTES = 1_024

export function createBatchPlan(deps: {
  readonly journal: Journal
  /** Lets everything else run. */
  readonly pause: () => Promise<void>
}): BatchPlan {
  const { journal, pause } = deps
  const { marks } = journal
  /** Everything up to here was sent since the watermark last went backwards. */
  let sentTo = marks.ackSeq()
  let limit = MAX_BATCH_EVENTS
  /** While halving: the last event of the batch that was refused. */
  let narrowTo: number | null = null
  /** Events the hub did not keep the last time. */
  let unkept = new Set<number>()

  async function next(): Promise<Batch | null> {
    const lastSeq = journal.lastSeq()
    const to = Math.min(narrowTo ?? lastSeq, lastSeq)
    const held = new Set(marks.heldOut().map(({ seq }) => seq))
    const events: VisitEvent[] = []
    let bytes = ENVELOPE_BYTES
    let after = sentTo
    while (events.length < limit && after < to) {
      const piece = journal.above(after, Math.min(PIECE, to - after))
      if (piece.length === 0) break
      for (const visit of piece) {
        after = visit.seq
        if (held.has(visit.seq)) continue
        const event = visitToEvent(visit)
        bytes += Buffer.byteLength(JSON.stringify(event)) + 1
        if (events.length === limit || (bytes > MAX_BATCH_BYTES && events.length > 0)) {
          return { events, isTrial: false, lastSeq }
        }
        events.push(event)
      }
      if (after < to) await pause()
    }
    // What is left is held out or was removed: passed over.
    if (events.length === 0) moveTo(to)
    return events.length === 0 ? null : { events, isTrial: false, lastSeq }
  }

  function moveTo(seq: number): void {
    sentTo = Math.max(sentTo, seq)
    if (narrowTo === null || sentTo < narrowTo) return
    narrowTo = null
    limit = MAX_BATCH_EVENTS
  }

  function startFrom(seq: number): void {
    sentTo = seq
    narrowTo = null
    limit = MAX_BATCH_EVENTS
  }

  function answered(batch: Batch, reply: BatchReply): BatchFate {
    // By id, never by place; an event without an answer was not kept (VS2).
    const answers = new Map<string, EventReply>(reply.replies.map((answer) => [answer.id, answer]))
    const isKept = ({ id }: VisitEvent) => (answers.get(id)?.outcome ?? 'RETRY') !== 'RETRY'
    const kept = batch.events.filter(isKept)
    const left = batch.events.filter((event) => !isKept(event))
    for (const { seq } of kept) marks.letGo(seq)
    if (!batch.isTrial) settle(batch, kept, left)
    acknowledged(reply.ackSeq, batch.lastSeq)
    return left.length === 0 ? 'PASSED' : 'PARTLY'
  }

  function settle(batch: Batch, kept: readonly VisitEvent[], left: readonly VisitEvent[]): void {
    // One that the hub does not keep twice, while others pass, must not hold the others up.
    const stuck = kept.length > 0 ? left.filter(({ seq }) => unkept.has(seq)) : []
    for (const { seq } of stuck) marks.holdOut({ seq, reason: 'RETRY' })
    const again = left.filter((event) => !stuck.includes(event))
    unkept = new Set(again.map(({ seq }) => seq))
    const [first] = again
    moveTo(first ? first.seq - 1 : lastOf(batch))
  }

  function refused(batch: Batch, reason: string): BatchFate {
    const [first] = batch.events
    if (batch.isTrial || !first) return 'ALONE'
    if (batch.events.length > 1) {
      limit = Math.ceil(batch.events.length / 2)
      narrowTo = lastOf(batch)
      return 'HALVED'
    }
    marks.holdOut({ seq: first.seq, reason })
    limit = MAX_BATCH_EVENTS
    moveTo(first.seq)
    return 'ALONE'
  }

  function acknowledged(hubAckSeq: number, lastSeq: number): void {
    // A hub that claims more than there is speaks of a disk that was lost: its claim must not hide visits that are yet to come.
    const ackSeq = Math.min(hubAckSeq, lastSeq)
    const before = marks.ackSeq()
    if (ackSeq !== before) marks.setAckSeq(ackSeq)
    if (ackSeq < before) startFrom(ackSeq)
    else moveTo(ackSeq)
    for (const { seq } of marks.heldOut()) if (seq <= ackSeq) marks.letGo(seq)
  }

  return {
    next,
    trialAbove(above) {
      for (const { seq } of marks.heldOut()) {
        if (seq <= above) continue
        const [visit] = journal.above(seq - 1, 1)
        if (visit?.seq === seq)
          return { events: [visitToEvent(visit)], isTrial: true, lastSeq: journal.lastSeq() }
        marks.letGo(seq)
      }
      return null
    },
    answered,
    refused,
    acknowledged,
    rewind() {
      const ackSeq = marks.ackSeq()
      if (sentTo <= ackSeq) return false
      startFrom(ackSeq)
      return true
    },
  }
}

const lastOf = ({ events }: Batch): number => events.at(-1)?.seq ?? 0
