// The journal over a simulated disk: the second implementation of the port. What was not synced is lost at a power cut.
import type { StoreFault } from '../../shared/bridge/state.ts'
import type { Day } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { type Visit, visitSchema } from '../../shared/visit/visit.ts'
import { CHAIN_START, canonicalVisit } from '../../shared/visit/visit-chain.ts'
import type { ClockBounds, HeldOut } from '../../terminal/journal/hub-marks.ts'
import type { ChainPlace, Journal } from '../../terminal/journal/journal.ts'
import { sha256 } from '../../terminal/journal/sha256.ts'

/** Everything a journal holds; replaced as a whole, never changed in place, apart from visits, which only grow. */
interface Content {
  readonly terminal: string
  /** Visits from `start` on; only the first `count` belong to this content. */
  readonly visits: Visit[]
  readonly count: number
  readonly start: ChainPlace
  readonly newestHash: string
  readonly ackSeq: number
  readonly heldOut: ReadonlyMap<number, HeldOut>
  readonly bounds: ClockBounds
}

export interface SimulatedDisk {
  /** What the program reads. */
  read(): Content | null
  /** Writes without a sync: a power cut may lose it. */
  write(content: Content): void
  sync(): void
  /** What was not synced is gone. */
  powerCut(): void
  /** The next sync ends in a `PowerCut`: before the bytes are safe, or after it but before the program knows. */
  cutNextSync(when: 'BEFORE' | 'AFTER'): void
  /** Every later write fails so; null: works again. */
  fail(fault: StoreFault | null): void
  fault(): StoreFault | null
}

/** Thrown where a program dies; nobody catches it but the simulation. */
export class PowerCut extends Error {}

export function createSimulatedDisk(): SimulatedDisk {
  let synced: Content | null = null
  let written: Content | null = null
  let fault: StoreFault | null = null
  let cut: 'BEFORE' | 'AFTER' | null = null
  return {
    read: () => written,
    write(content) {
      written = content
    },
    sync() {
      const when = cut
      cut = null
      if (when === 'BEFORE') throw new PowerCut()
      synced = written
      if (when === 'AFTER') throw new PowerCut()
    },
    powerCut() {
      written = synced
      cut = null
    },
    cutNextSync(when) {
      cut = when
    },
    fail(next) {
      fault = next
    },
    fault: () => fault,
  }
}

/** Marks are written lazily, with the next visit: the least a journal may promise, so that nobody relies on more. */
export function createMemoryJournal(options: {
  readonly disk: SimulatedDisk
  readonly newId: () => string
}): Journal {
  const { disk, newId } = options
  let content: Content = disk.read() ?? {
    terminal: newId(),
    visits: [],
    count: 0,
    start: { seq: 0, prev: CHAIN_START },
    newestHash: CHAIN_START,
    ackSeq: 0,
    heldOut: new Map(),
    bounds: { hub: null, packages: null },
  }
  // What a program that lost its power had begun to write behind the last synced visit.
  content.visits.length = content.count
  disk.write(content)
  disk.sync()

  const byDay = new Map<Day, Visit[]>()
  const byId = new Map<string, Visit>()
  for (const visit of content.visits) index(visit)

  function index(visit: Visit): void {
    byId.set(visit.id, visit)
    const sameDay = byDay.get(visit.on)
    if (sameDay) sameDay.push(visit)
    else byDay.set(visit.on, [visit])
  }

  function keep(change: Partial<Content>): Result<null, StoreFault> {
    content = { ...content, ...change }
    const fault = disk.fault()
    if (fault) return err(fault)
    disk.write(content)
    return ok(null)
  }

  const lastSeq = () => content.start.seq + content.visits.length

  return {
    get terminal() {
      return content.terminal
    },
    append(draft) {
      const visit = visitSchema.parse({ ...draft, v: 1, seq: lastSeq() + 1, prev: content.newestHash })
      const fault = disk.fault()
      if (fault) return err(fault)
      if (byId.has(visit.id)) return err('STORE_FAILED')
      content.visits.push(visit)
      keep({ count: content.visits.length, newestHash: sha256(canonicalVisit(visit)) })
      disk.sync()
      index(visit)
      return ok(visit)
    },
    visitsOn: (on) => byDay.get(on) ?? [],
    find: (id) => byId.get(id) ?? null,
    all: () => content.visits[Symbol.iterator](),
    above(seq, limit) {
      const from = Math.max(0, seq - content.start.seq)
      return content.visits.slice(from, from + limit)
    },
    lastSeq,
    startsAfter: () => content.start,
    removeBefore(on) {
      const fault = disk.fault()
      if (fault) return err(fault)
      const { visits, start, ackSeq } = content
      const isOld = ({ on: visited, seq }: Visit) => visited < on && seq <= ackSeq && seq < lastSeq()
      const firstToKeep = visits.findIndex((visit) => !isOld(visit))
      const last = visits[firstToKeep - 1]
      if (!last) return ok(0)
      const kept = visits.slice(firstToKeep)
      keep({ visits: kept, count: kept.length, start: { seq: last.seq, prev: sha256(canonicalVisit(last)) } })
      disk.sync()
      byDay.clear()
      byId.clear()
      for (const visit of kept) index(visit)
      return ok(content.start.seq - start.seq)
    },
    marks: {
      ackSeq: () => content.ackSeq,
      setAckSeq: (ackSeq) => keep({ ackSeq }),
      heldOut: () => [...content.heldOut.values()].sort((a, b) => a.seq - b.seq),
      holdOut: (event) => keep({ heldOut: new Map(content.heldOut).set(event.seq, event) }),
      letGo(seq) {
        if (!content.heldOut.has(seq)) return ok(null)
        return keep({ heldOut: new Map([...content.heldOut].filter(([other]) => other !== seq)) })
      },
      clockBounds: () => content.bounds,
      setClockBound: (source, at) => keep({ bounds: { ...content.bounds, [source]: at } }),
    },
    close() {
      if (disk.fault() === null) disk.sync()
    },
  }
}
