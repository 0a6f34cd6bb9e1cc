// One event of a batch, on its own: a visit that can be filed, or why it cannot (VS1, VS6). Looks nothing up.
import type { QuarantineCode } from '../../shared/protocol/visit-batch.ts'
import { type EventEnvelope, visitEventSchema } from '../../shared/protocol/visit-event.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import { canonicalVisit, type Sha256 } from '../../shared/visit/visit-chain.ts'
import type { FiledVisit } from './visit-store.ts'

export type ReadEvent =
  | { readonly kind: 'VISIT'; readonly filed: FiledVisit }
  | { readonly kind: 'UNFIT'; readonly code: QuarantineCode }

export interface ReadDeps {
  readonly sha256: Sha256
  /** Stands for a member number without revealing it; the same number gives the same text. */
  readonly personOf: (memberNumber: string) => string
}

export function readEvent(deps: ReadDeps, terminal: string, event: EventEnvelope): ReadEvent {
  const parsed = visitEventSchema.safeParse(event)
  if (!parsed.success) return { kind: 'UNFIT', code: 'UNREADABLE' }
  const { data: visit, ...outside } = parsed.data
  if (visit.terminal.toLowerCase() !== terminal) return { kind: 'UNFIT', code: 'WRONG_TERMINAL' }
  const says = { id: visit.id, seq: visit.seq, prev: visit.prev, time: visit.at }
  const isSame =
    outside.id === says.id &&
    outside.seq === says.seq &&
    outside.prev === says.prev &&
    outside.time === says.time &&
    outside.source.toLowerCase() === `/terminals/${terminal}`
  if (!isSame) return { kind: 'UNFIT', code: 'MISMATCH' }
  return { kind: 'VISIT', filed: filedOf(deps, visit) }
}

function filedOf({ sha256, personOf }: ReadDeps, visit: Visit): FiledVisit {
  const { body } = visit
  const check = body.kind === 'check' ? body : null
  const text = canonicalVisit(visit)
  return {
    id: visit.id.toLowerCase(),
    seq: visit.seq,
    prev: visit.prev,
    hash: sha256(text),
    kind: body.kind,
    on: visit.on,
    facility: columnText(visit.facility),
    service: body.kind === 'service' ? body.service : null,
    refers: refersTo(body)?.toLowerCase() ?? null,
    unionCode: check?.member?.unionCode ?? null,
    person: check ? personOf(check.number) : null,
    visit,
    text,
  }
}

function refersTo(body: Visit['body']): string | null {
  if (body.kind === 'service') return body.checkId
  return body.kind === 'void' ? body.voids : null
}

/** No visit is refused for what it says (VS5), and no database takes every text: this one is for counting by, the visit itself
 *  keeps what was said. */
function columnText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD').slice(0, 64).toWellFormed()
}
