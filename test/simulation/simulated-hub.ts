// The hub in the simulation: the real ingestion over its store in memory, behind the same schemas as on the wire. Bytes in, bytes out.
// It can be stopped, set back to a backup, and its store can fail in the middle of a filing.
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { createPersonOf, sha256 } from '../../hub/ingest/hashes.ts'
import { createMemoryVisitStore, type MemorySnapshot } from '../../hub/ingest/memory-visit-store.ts'
import type { Month } from '../../hub/ingest/month.ts'
import type { Filing, VisitStore } from '../../hub/ingest/visit-store.ts'
import { tokenRequestSchema } from '../../shared/protocol/enrolment.ts'
import { statusReportSchema } from '../../shared/protocol/status-report.ts'
import { type BatchReply, type VisitBatch, visitBatchSchema } from '../../shared/protocol/visit-batch.ts'
import type { World } from './world.ts'

export interface WireRequest {
  readonly path: 'tokens' | 'visits' | 'status'
  readonly token: string | null
  readonly body: string
}

export interface WireReply {
  readonly status: number
  readonly retryAfterMs: number | null
  readonly body: string
}

export interface SimulatedHub {
  readonly store: VisitStore
  /** Never rejects. */
  handle(request: WireRequest): Promise<WireReply>
  isUp(): boolean
  setUp(up: boolean): void
  /** Changes with every start: what was under way is lost. */
  run(): number
  backUp(): void
  /** False: there is no backup. */
  restore(): boolean
  lockMonth(month: Month): Promise<boolean>
  /** The store fails once, after so many steps of the next filing. */
  failAfter(steps: number): void
  /** Of the next batch only every second event is kept; the others are answered `RETRY`. */
  keepHalf(): void
}

const TOKEN_MS = 60 * 60_000
const SIGNED_WITHIN_MS = 5 * 60_000
const personOf = createPersonOf(new Uint8Array(32).fill(7))

export function createSimulatedHub(world: World): SimulatedHub {
  const memory = createMemoryVisitStore()
  let stepsToFailure: number | null = null
  let keepsHalf = false
  const store: VisitStore = {
    ...memory,
    filing: (terminal, work) => memory.filing(terminal, (filing) => work(failing(filing))),
  }
  let up = true
  let run = 0
  let backup: MemorySnapshot | null = null
  let tokens = new Map<string, { readonly terminal: string; readonly endsAt: number }>()
  let given = 0
  const hubTime = () => new Date(world.now()).toISOString()

  function failing(filing: Filing): Filing {
    if (stepsToFailure === null) return filing
    let left = stepsToFailure
    stepsToFailure = null
    const step = <A extends unknown[], T>(of: (...args: A) => Promise<T>) => {
      return async (...args: A): Promise<T> => {
        left -= 1
        if (left < 0) throw new Error('the store failed')
        return of(...args)
      }
    }
    return {
      ...filing,
      byIds: step(filing.byIds),
      bySeqs: step(filing.bySeqs),
      referringTo: step(filing.referringTo),
      file: step(filing.file),
      quarantine: step(filing.quarantine),
      markBroken: step(filing.markBroken),
      tally: step(filing.tally),
      lastWithoutGap: step(filing.lastWithoutGap),
      setAckSeq: step(filing.setAckSeq),
    }
  }

  const reply = (status: number, body: unknown): WireReply => ({
    status,
    retryAfterMs: null,
    body: JSON.stringify(body),
  })
  const refuse = (status: number, code: string) => reply(status, { code, message: '', hubTime: hubTime() })

  async function answer({ path, token, body }: WireRequest): Promise<WireReply> {
    let json: unknown
    try {
      json = JSON.parse(body)
    } catch {
      return refuse(400, 'BAD_REQUEST')
    }
    if (path === 'tokens') return giveToken(json)
    const bearer = tokens.get(token ?? '')
    if (!bearer || bearer.endsAt <= world.now()) return refuse(401, 'BAD_TOKEN')
    if (path === 'status') {
      const report = statusReportSchema.safeParse(json)
      if (!report.success) return refuse(400, 'BAD_REQUEST')
      const { ackSeq } = await store.chainOf(bearer.terminal)
      return reply(200, { ackSeq, hubTime: hubTime() })
    }
    const batch = visitBatchSchema.safeParse(json)
    if (!batch.success) return refuse(400, 'BAD_REQUEST')
    return reply(200, await file(bearer.terminal, batch.data.events))
  }

  async function file(terminal: string, events: VisitBatch['events']): Promise<BatchReply> {
    const kept = keepsHalf ? events.filter((_, index) => index % 2 === 1) : events
    const left = events.filter((event) => !kept.includes(event))
    keepsHalf = false
    const filed = await fileBatch({ store, now: world.now, sha256, personOf }, terminal, { events: kept })
    const again = left.map(({ id }) => ({ id, outcome: 'RETRY' as const }))
    return { ...filed, replies: [...again, ...filed.replies] }
  }

  function giveToken(json: unknown): WireReply {
    const request = tokenRequestSchema.safeParse(json)
    if (!request.success) return refuse(400, 'BAD_REQUEST')
    const isStale = Math.abs(Date.parse(request.data.at) - world.now()) > SIGNED_WITHIN_MS
    if (isStale) return refuse(401, 'BAD_TOKEN')
    given += 1
    const token = `token-${given}`
    const endsAt = world.now() + TOKEN_MS
    tokens.set(token, { terminal: request.data.terminal, endsAt })
    return reply(200, { token, tokenEndsAt: new Date(endsAt).toISOString(), hubTime: hubTime() })
  }

  return {
    store,
    handle: (request) => answer(request).catch(() => reply(500, { message: 'internal' })),
    isUp: () => up,
    setUp(next) {
      up = next
      run += 1
    },
    run: () => run,
    backUp() {
      backup = memory.snapshot()
    },
    restore() {
      if (!backup) return false
      memory.restore(backup)
      tokens = new Map()
      run += 1
      return true
    },
    lockMonth: (month) => memory.lockMonth(month, world.now()),
    failAfter(steps) {
      stepsToFailure = steps
    },
    keepHalf() {
      keepsHalf = true
    },
  }
}
