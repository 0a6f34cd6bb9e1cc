// Files a batch of a terminal's events and answers each by its id (VS1–VS10). Decides everything about ingestion; where visits
// are kept and how they came is not its business.
import type { BatchReply, EventReply, QuarantineCode, VisitBatch } from '../../shared/protocol/visit-batch.ts'
import type { EventEnvelope } from '../../shared/protocol/visit-event.ts'
import { CHAIN_START } from '../../shared/visit/visit-chain.ts'
import { bookServices } from './book-services.ts'
import { type ReadDeps, readEvent } from './read-event.ts'
import type { Filed, FiledVisit, Filing, Quarantined, VisitStore } from './visit-store.ts'

export interface FilingDeps extends ReadDeps {
  readonly store: VisitStore
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface FiledBatch extends Pick<VisitBatch, 'events'> {
  /** Came in a file, not from the terminal itself: what cannot be filed does not count as received, for the terminal may still
   *  have the good one (OB8). */
  readonly isFromFile?: boolean
}

/** `terminal` is who sent it, as its token says. Resolves after the commit (VS9). */
export async function fileBatch(deps: FilingDeps, terminal: string, batch: FiledBatch): Promise<BatchReply> {
  const owner = terminal.toLowerCase()
  // Outside the transaction: reading and hashing needs nobody else's time.
  const read = batch.events.map((event) => ({ event, read: readEvent(deps, owner, event) }))
  const at = deps.now()

  return deps.store.filing(owner, async (filing) => {
    const visits = read.flatMap(({ read }) => (read.kind === 'VISIT' ? [read.filed] : []))
    const taken = await placesOf(filing, visits)
    const fresh: FiledVisit[] = []
    const unfit: Quarantined[] = []
    const replies = read.map(({ event, read }): EventReply => {
      const verdict = read.kind === 'VISIT' ? taken.take(read.filed) : read.code
      if (verdict === 'ACCEPTED' && read.kind === 'VISIT') fresh.push(read.filed)
      if (verdict === 'ACCEPTED' || verdict === 'DUPLICATE') return { id: event.id, outcome: verdict }
      unfit.push(quarantinedOf(deps, event, verdict, batch.isFromFile ? null : (event.seq ?? null)))
      return { id: event.id, outcome: 'QUARANTINED', code: verdict }
    })

    if (unfit.length > 0) await filing.quarantine(unfit, at)
    if (fresh.length > 0) {
      await filing.file(fresh, at)
      await markBreaks(filing, fresh)
      const changes = await bookServices(filing, fresh)
      if (changes.length > 0) await filing.tally(changes)
    }
    return { replies, ackSeq: await advance(filing), hubTime: new Date(deps.now()).toISOString() }
  })
}

type Verdict = 'ACCEPTED' | 'DUPLICATE' | QuarantineCode

interface Places {
  /** Gives the visit its id and its place, unless another has them. */
  take(visit: Filed): Verdict
}

async function placesOf(filing: Filing, visits: readonly Filed[]): Promise<Places> {
  const { lastSeq } = filing.chain
  const ids = await filing.byIds(visits.map(({ id }) => id))
  // Beyond the last place nothing can be taken: the usual batch asks for none.
  const seqs = await filing.bySeqs(visits.map(({ seq }) => seq).filter((seq) => seq <= lastSeq))
  const byId = new Map(ids.map((filed) => [filed.id, filed]))
  const bySeq = new Map(seqs.map((filed) => [filed.seq, filed]))
  return {
    take(visit) {
      const sameId = byId.get(visit.id)
      if (sameId) return sameId.hash === visit.hash ? 'DUPLICATE' : 'ID_TAKEN'
      if (bySeq.has(visit.seq)) return 'SEQ_TAKEN'
      byId.set(visit.id, visit)
      bySeq.set(visit.seq, visit)
      return 'ACCEPTED'
    },
  }
}

function quarantinedOf(
  { sha256 }: ReadDeps,
  event: EventEnvelope,
  code: QuarantineCode,
  seq: number | null,
): Quarantined {
  const text = JSON.stringify(event)
  return { id: event.id.toLowerCase(), seq, code, hash: sha256(text), text }
}

/** Both neighbours count: a visit that fills a gap can show that the one after it does not follow (VS7). */
async function markBreaks(filing: Filing, fresh: readonly Filed[]): Promise<void> {
  const bySeq = new Map(fresh.map((filed) => [filed.seq, filed]))
  const missing = fresh.flatMap(({ seq }) => [seq - 1, seq + 1]).filter((seq) => seq > 0 && !bySeq.has(seq))
  const known = missing.filter((seq) => seq <= filing.chain.lastSeq)
  for (const filed of await filing.bySeqs(known)) bySeq.set(filed.seq, filed)
  const places = new Set(fresh.flatMap(({ seq }) => [seq, seq + 1]))
  const broken = [...places].filter((seq) => {
    const here = bySeq.get(seq)
    const before = seq === 1 ? CHAIN_START : bySeq.get(seq - 1)?.hash
    return here !== undefined && before !== undefined && here.prev !== before
  })
  if (broken.length > 0) await filing.markBroken(broken)
}

/** Moves the watermark over everything that follows without a gap (VS8). */
async function advance(filing: Filing): Promise<number> {
  const ackSeq = await filing.lastWithoutGap(filing.chain.ackSeq)
  if (ackSeq !== filing.chain.ackSeq) await filing.setAckSeq(ackSeq)
  return ackSeq
}
