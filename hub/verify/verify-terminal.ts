// Is anything of a terminal missing, altered or re-ordered, and did it show what it should have shown? Reads, changes nothing.
import { z } from 'zod'
import { quarantineCodes } from '../../shared/protocol/visit-batch.ts'
import { CHAIN_START, hashVisit, type Sha256 } from '../../shared/visit/visit-chain.ts'
import type { StoredVisit, VisitStore } from '../ingest/visit-store.ts'
import { deriveAgain } from './derive-again.ts'

export const verificationSchema = z.object({
  terminal: z.string(),
  /** Nothing missing, altered, out of place or quarantined. */
  isComplete: z.boolean(),
  visits: z.int(),
  checks: z.int(),
  ackSeq: z.int(),
  lastSeq: z.int(),
  /** Newest visit the terminal told of; null: it has not told. */
  reportedLastSeq: z.int().nullable(),
  /** Runs of places where no visit is. */
  missing: z.array(z.object({ from: z.int(), to: z.int() })),
  /** Visits that are not what was filed, or cannot be opened. */
  altered: z.array(z.int()),
  /** Visits that do not follow from the one before them (VS7). */
  broken: z.array(z.int()),
  quarantined: z.array(z.object({ id: z.string(), seq: z.int().nullable(), code: z.enum(quarantineCodes) })),
  /** Checks whose answer is another when it is derived again; of a service: its standing is not the check's. */
  differences: z.array(z.object({ seq: z.int(), id: z.string(), parts: z.array(z.string()) })),
  /** Checks that agree if the terminal's setting for July is this many days. */
  agreeWithGrace: z.array(z.object({ julyGraceDays: z.int(), checks: z.int() })),
  /** Checks by a plan that this hub does not have. */
  unknownPlan: z.int(),
})
export type Verification = z.infer<typeof verificationSchema>

export interface VerifyDeps {
  readonly store: VisitStore
  readonly sha256: Sha256
}

export async function verifyTerminal(
  { store, sha256 }: VerifyDeps,
  terminal: string,
  reportedLastSeq: number | null,
): Promise<Verification> {
  const { ackSeq, lastSeq } = await store.chainOf(terminal)
  const quarantined = await store.quarantinedOf(terminal)
  const reader = createReader(sha256)
  for await (const stored of store.visitsOf(terminal)) reader.read(stored)
  const { found, end } = reader
  const last = Math.max(end.seq, reportedLastSeq ?? 0, lastSeq)
  if (last > end.seq) found.missing.push({ from: end.seq + 1, to: last })
  return {
    terminal,
    isComplete:
      [found.missing, found.altered, found.broken, quarantined].every((list) => list.length === 0) &&
      ackSeq === lastSeq,
    ...{ ackSeq, lastSeq, reportedLastSeq },
    quarantined: quarantined.map(({ id, seq, code }) => ({ id, seq, code })),
    ...found,
    agreeWithGrace: [...reader.grace].map(([julyGraceDays, checks]) => ({ julyGraceDays, checks })),
  }
}

/** Takes visits in order of their places and collects what is wrong. */
function createReader(sha256: Sha256) {
  const found = {
    visits: 0,
    checks: 0,
    missing: [] as { from: number; to: number }[],
    altered: [] as number[],
    broken: [] as number[],
    differences: [] as { seq: number; id: string; parts: string[] }[],
    unknownPlan: 0,
  }
  const grace = new Map<number, number>()
  /** What each check answered, for the services that follow it: only near ones are looked at, a check is served within minutes. */
  const standings = new Map<string, string>()
  const end: { seq: number; hash: string | null } = { seq: 0, hash: CHAIN_START }

  function read(stored: StoredVisit): void {
    const { visit, seq } = stored
    found.visits += 1
    if (seq > end.seq + 1) {
      found.missing.push({ from: end.seq + 1, to: seq - 1 })
      end.hash = null
    }
    if (!isWhatWasFiled(stored)) found.altered.push(seq)
    else if (visit) judge(stored, visit)
    // Against what stands before it now, not against what was known when it was filed.
    if (end.hash !== null && stored.prev !== end.hash) found.broken.push(seq)
    end.seq = seq
    end.hash = visit ? hashVisit(visit, sha256) : null
  }

  function isWhatWasFiled({ visit, hash, seq, id, prev }: StoredVisit): boolean {
    if (!visit || hashVisit(visit, sha256) !== hash) return false
    return visit.seq === seq && visit.id.toLowerCase() === id && visit.prev === prev
  }

  function judge({ seq, id }: StoredVisit, visit: NonNullable<StoredVisit['visit']>): void {
    const { body } = visit
    if (body.kind === 'check') {
      found.checks += 1
      standings.set(id, 'refused' in body.answer ? 'NOT_JUDGED' : body.answer.card)
      if (standings.size > MAX_STANDINGS) standings.delete(standings.keys().next().value ?? '')
      const derived = deriveAgain(visit, body)
      if (derived.kind === 'UNKNOWN_PLAN') found.unknownPlan += 1
      if (derived.kind === 'DIFFERENT') found.differences.push({ seq, id, parts: [...derived.parts] })
      if (derived.kind === 'SAME_WITH_GRACE')
        grace.set(derived.julyGraceDays, (grace.get(derived.julyGraceDays) ?? 0) + 1)
    }
    if (body.kind === 'service') {
      const standing = body.checkId === null ? undefined : standings.get(body.checkId.toLowerCase())
      if (standing !== undefined && standing !== body.standing)
        found.differences.push({ seq, id, parts: ['standing'] })
    }
  }

  return { read, found, grace, end }
}

const MAX_STANDINGS = 10_000
