// The visit store in memory: for simulations and tests, deterministic, and it can be set back to an earlier state as a hub
// restored from a backup. Passes the same contract as the one over SQL.
import { type Books, countPersons, keyOf, sumRows } from './memory-books.ts'
import type { Month } from './month.ts'
import type { Filed, FiledVisit, Filing, Quarantined, VisitStore } from './visit-store.ts'

interface Chain {
  ackSeq: number
  lastSeq: number
  readonly brokenAt: Set<number>
  readonly visits: Map<number, FiledVisit>
  readonly seqById: Map<string, number>
  readonly referring: Map<string, Filed[]>
  readonly quarantined: Map<string, Quarantined>
  readonly quarantinedSeqs: Set<number>
}

interface State {
  readonly chains: Map<string, Chain>
  readonly books: Books
  readonly locked: Set<Month>
}

/** Everything a store held at one moment. */
export type MemorySnapshot = { readonly state: State }

export interface MemoryVisitStore extends VisitStore {
  /** Nobody reaches into this store: every visit is there. */
  visitsOf(terminal: string): AsyncIterable<FiledVisit>
  snapshot(): MemorySnapshot
  /** As a hub whose disk was put back. */
  restore(snapshot: MemorySnapshot): void
}

export function createMemoryVisitStore(): MemoryVisitStore {
  let state: State = { chains: new Map(), books: new Map(), locked: new Set() }
  // One after the other, in the order they were asked for.
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  return {
    filing: (terminal, work) =>
      inTurn(async () => {
        const undo: (() => void)[] = []
        try {
          return await work(openFiling(state, terminal, undo))
        } catch (thrown) {
          for (const step of undo.toReversed()) step()
          throw thrown
        }
      }),
    async chainOf(terminal) {
      const { ackSeq, lastSeq, brokenAt } = state.chains.get(terminal) ?? emptyChain()
      return { ackSeq, lastSeq, brokenAt: ascending(brokenAt) }
    },
    terminals: async () => [...state.chains.keys()].sort(),
    async *visitsOf(terminal) {
      const visits = state.chains.get(terminal)?.visits.values() ?? []
      yield* [...visits].sort((a, b) => a.seq - b.seq)
    },
    quarantinedOf: async (terminal) => [...(state.chains.get(terminal)?.quarantined.values() ?? [])],
    lockedMonths: async () => new Set(state.locked),
    lockMonth: (month) =>
      inTurn(async () => {
        if (state.locked.has(month)) return false
        state.locked.add(month)
        return true
      }),
    tallies: async (month) => sumRows(state.books, month),
    persons: async (month) => countPersons(state.books, month),
    snapshot: () => ({ state: copyOf(state) }),
    restore(snapshot) {
      state = copyOf(snapshot.state)
    },
  }
}

/** Writes at once and notes how to take it back. */
function openFiling(state: State, terminal: string, undo: (() => void)[]): Filing {
  const chain = state.chains.get(terminal) ?? emptyChain()
  if (!state.chains.has(terminal)) {
    state.chains.set(terminal, chain)
    undo.push(() => state.chains.delete(terminal))
  }
  const { visits, seqById, referring, quarantined, quarantinedSeqs, brokenAt } = chain
  const before = { ackSeq: chain.ackSeq, lastSeq: chain.lastSeq }
  undo.push(() => Object.assign(chain, before))

  function put<K, V>(map: Map<K, V>, key: K, value: V): void {
    const old = map.get(key)
    map.set(key, value)
    undo.push(() => (old === undefined ? map.delete(key) : map.set(key, old)))
  }

  function add<V>(set: Set<V>, value: V): void {
    if (set.has(value)) return
    set.add(value)
    undo.push(() => set.delete(value))
  }

  const inPlaces = (seqs: readonly (number | undefined)[]) =>
    [...new Set(seqs)].flatMap((seq) => visits.get(seq ?? 0) ?? [])

  return {
    chain: before,
    lockedMonths: state.locked,
    byIds: async (ids) => inPlaces(ids.map((id) => seqById.get(id))),
    bySeqs: async (seqs) => inPlaces(seqs),
    referringTo: async (ids) => [...new Set(ids)].flatMap((id) => referring.get(id) ?? []),
    async file(fresh) {
      for (const filed of fresh) {
        if (visits.has(filed.seq) || seqById.has(filed.id)) throw new Error('the place or the id is taken')
        put(visits, filed.seq, filed)
        put(seqById, filed.id, filed.seq)
        const { refers } = filed
        if (refers !== null) put(referring, refers, [...(referring.get(refers) ?? []), filed])
        chain.lastSeq = Math.max(chain.lastSeq, filed.seq)
      }
    },
    async quarantine(events) {
      for (const event of events) {
        const key = `${event.id} ${event.hash}`
        if (!quarantined.has(key)) put(quarantined, key, event)
        if (event.seq !== null) add(quarantinedSeqs, event.seq)
      }
    },
    async markBroken(seqs) {
      for (const seq of seqs) add(brokenAt, seq)
    },
    async tally(changes) {
      for (const change of changes) {
        const key = keyOf(change)
        const sum = state.books.get(key)
        const uses = (sum?.uses ?? 0) + change.uses
        const voids = (sum?.voids ?? 0) + change.voids
        put(state.books, key, { ...change, uses, voids })
      }
    },
    async lastWithoutGap(seq) {
      let reached = seq
      while (visits.has(reached + 1) || quarantinedSeqs.has(reached + 1)) reached += 1
      return reached
    },
    async setAckSeq(seq) {
      chain.ackSeq = seq
    },
  }
}

function emptyChain(): Chain {
  return {
    ackSeq: 0,
    lastSeq: 0,
    brokenAt: new Set(),
    visits: new Map(),
    seqById: new Map(),
    referring: new Map(),
    quarantined: new Map(),
    quarantinedSeqs: new Set(),
  }
}

/** Visits and sums are never changed in place, so the containers are enough. */
function copyOf({ chains, books, locked }: State): State {
  const copies = [...chains].map(([terminal, chain]): [string, Chain] => [
    terminal,
    {
      ...chain,
      brokenAt: new Set(chain.brokenAt),
      visits: new Map(chain.visits),
      seqById: new Map(chain.seqById),
      referring: new Map(chain.referring),
      quarantined: new Map(chain.quarantined),
      quarantinedSeqs: new Set(chain.quarantinedSeqs),
    },
  ])
  return { chains: new Map(copies), books: new Map(books), locked: new Set(locked) }
}

const ascending = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b)
