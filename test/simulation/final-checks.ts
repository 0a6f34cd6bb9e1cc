// What must be true when everything is well again: the hub has exactly what the terminals wrote, and its books say what the visits say.
import type { VisitStore } from '../../hub/ingest/visit-store.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import { canonicalVisit, findChainBreak } from '../../shared/visit/visit-chain.ts'
import { sha256 } from '../../terminal/journal/sha256.ts'
import type { SimulatedHub } from './simulated-hub.ts'
import type { SimulatedTerminal } from './simulated-terminal.ts'

/** What is wrong, one line each; none: everything holds. */
export async function finalProblems(
  hub: SimulatedHub,
  terminals: readonly SimulatedTerminal[],
): Promise<string[]> {
  const problems: string[] = []
  const all: Visit[] = []
  for (const terminal of terminals) {
    const journal = terminal.running()?.journal
    if (!journal) {
      problems.push(`${terminal.name} is off`)
      continue
    }
    const visits = await visitsOf(hub.store, journal.terminal)
    all.push(...visits)
    const say = (text: string) => problems.push(`${terminal.name}: ${text}`)
    const chain = await hub.store.chainOf(journal.terminal)

    if (visits.length !== terminal.written.size) say(`hub has ${visits.length} of ${terminal.written.size}`)
    for (const visit of visits)
      if (terminal.written.get(visit.seq) !== canonicalVisit(visit)) say(`visit ${visit.seq} differs`)
    const ids = new Set(visits.map(({ id }) => id))
    if (ids.size !== visits.length) say('an id is there twice')
    const missing = [...terminal.shown].filter((id) => !ids.has(id))
    if (missing.length > 0) say(`${missing.length} visits were shown and are not at the hub`)
    const voided = new Set(visits.flatMap(({ body }) => (body.kind === 'void' ? [body.voids] : [])))
    if ([...terminal.shownVoided].some((id) => !voided.has(id))) say('a void was shown and is not at the hub')

    if (journal.lastSeq() !== terminal.written.size) say('the terminal lost visits')
    if (journal.marks.ackSeq() !== journal.lastSeq())
      say(`acknowledged ${journal.marks.ackSeq()} of ${journal.lastSeq()}`)
    if (chain.ackSeq !== journal.lastSeq()) say(`the hub acknowledges ${chain.ackSeq}`)
    if (chain.brokenAt.length > 0) say(`the hub says broken at ${chain.brokenAt.join()}`)
    if (findChainBreak(visits, sha256)) say('the chain at the hub is broken')
    if (findChainBreak(journal.all(), sha256, journal.startsAfter()))
      say('the chain at the terminal is broken')
    if ((await hub.store.quarantinedOf(journal.terminal)).length > 0) say('something is in quarantine')
    if (journal.marks.heldOut().length > 0) say('something is held out')
    const { network, queued } = terminal.running()?.terminal.state() ?? {}
    if (network !== 'ONLINE' || queued !== 0) say(`the screen says ${network}, ${queued} queued`)
  }
  problems.push(...(await bookProblems(hub.store, all)))
  return problems
}

async function visitsOf(store: VisitStore, terminal: string): Promise<Visit[]> {
  const visits: Visit[] = []
  for await (const { visit } of store.visitsOf(terminal)) if (visit) visits.push(visit)
  return visits
}

/** Counts everything anew, in the plainest way, and compares. Months are added up: which one a late visit is booked in depends on when
 *  it came, how often it was counted does not. */
async function bookProblems(store: VisitStore, visits: readonly Visit[]): Promise<string[]> {
  const byId = new Map(visits.map((visit) => [visit.id, visit]))
  const expected = new Map<string, readonly [uses: number, voids: number]>()
  for (const visit of visits) {
    const { body } = visit
    const use = body.kind === 'void' ? byId.get(body.voids) : visit
    if (use?.body.kind !== 'service' || body.kind === 'check') continue
    const check = byId.get(use.body.checkId ?? '')?.body
    const union = check?.kind === 'check' ? (check.member?.unionCode ?? '') : ''
    add(expected, [use.on, union, use.body.service, use.facility], body.kind === 'void' ? [0, 1] : [1, 0])
  }
  const booked = new Map<string, readonly [uses: number, voids: number]>()
  // Jumps of clocks reach from 2003 to 2016.
  for (let year = 2003; year <= 2017; year += 1)
    for (let month = 1; month <= 12; month += 1) {
      const name = `${year}-${String(month).padStart(2, '0')}`
      for (const row of await store.tallies(name as never))
        add(booked, [row.on, row.unionCode, row.service, row.facility], [row.uses, row.voids])
    }
  const keys = new Set([...expected.keys(), ...booked.keys()])
  return [...keys].flatMap((key) => {
    const [uses, voids] = expected.get(key) ?? [0, 0]
    const [bookedUses, bookedVoids] = booked.get(key) ?? [0, 0]
    if (uses === bookedUses && voids === bookedVoids) return []
    return [`books: ${key} has ${bookedUses}/${bookedVoids}, counted ${uses}/${voids}`]
  })
}

function add(
  sums: Map<string, readonly [number, number]>,
  key: readonly string[],
  [uses, voids]: readonly [number, number],
): void {
  const name = key.join(' ')
  const [oldUses, oldVoids] = sums.get(name) ?? [0, 0]
  sums.set(name, [oldUses + uses, oldVoids + voids])
}
