// A hub in memory with a remote control: the second implementation of the port `HubClient`. Files through the hub's real ingestion;
// what it does besides is given by hand.
import { createHash } from 'node:crypto'
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { createMemoryVisitStore, type MemoryVisitStore } from '../../hub/ingest/memory-visit-store.ts'
import { err, ok } from '../../shared/core/result.ts'
import type { VisitBatch } from '../../shared/protocol/visit-batch.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import { sha256 } from '../../terminal/journal/sha256.ts'
import type { HubAnswer, HubClient, HubFault } from '../../terminal/sync/hub-client.ts'

export type Asked = 'enrol' | 'renewToken' | 'sendVisits' | 'report'
/** What happens to a request: a fault instead of an answer; `LOST_REPLY`: done, but the answer never arrives; null: nothing. */
export type Mishap = HubFault | 'LOST_REPLY' | null

export interface FakeHub {
  readonly client: HubClient
  readonly store: MemoryVisitStore
  /** Every request in order; of a batch its seqs. */
  readonly asked: { readonly what: Asked; readonly seqs: readonly number[] }[]
  /** Asked before each request. */
  trouble(mishap: (what: Asked, batch: VisitBatch | null) => Mishap): void
  /** The hub does not keep these places. */
  retry(seqs: readonly number[]): void
  setNow(at: number | null): void
  /** Tokens given so far are not good any more. */
  forgetTokens(): void
  /** Requests whose token was not good. */
  refusedTokens(): number
  revoke(): void
  visits(terminal: string): Promise<Visit[]>
}

export const refusedWith = (
  status: number,
  rest: Partial<Extract<HubFault, { kind: 'REFUSED' }>> = {},
): HubFault => ({ kind: 'REFUSED', status, code: null, retryAfterMs: null, hubTime: null, ...rest })

const TOKEN_MS = 60 * 60_000
const SIGNED_WITHIN_MS = 5 * 60_000

export function createFakeHub(deps: { readonly now: () => number }): FakeHub {
  const store = createMemoryVisitStore()
  const asked: FakeHub['asked'] = []
  let mishap: (what: Asked, batch: VisitBatch | null) => Mishap = () => null
  let unkept: readonly number[] = []
  let setAt: number | null = null
  let tokens = new Map<string, number>()
  let given = 0
  let isRevoked = false
  let refusedTokens = 0
  const now = () => setAt ?? deps.now()
  const time = (at = now()) => new Date(at).toISOString()
  const personOf = (number: string) => createHash('sha256').update(`person ${number}`).digest('hex')

  async function handle<T>(
    what: Asked,
    batch: VisitBatch | null,
    work: () => Promise<T | HubFault>,
  ): HubAnswer<T> {
    asked.push({ what, seqs: (batch?.events ?? []).map(({ seq }) => seq ?? 0) })
    const bad = mishap(what, batch)
    if (bad !== null && bad !== 'LOST_REPLY') return err(bad)
    if (isRevoked && what !== 'enrol') return err(refusedWith(403, { code: 'REVOKED', hubTime: now() }))
    const answer = await work()
    if (bad === 'LOST_REPLY') return err({ kind: 'UNREACHABLE' })
    return isFault(answer) ? err(answer) : ok(answer)
  }

  const withToken =
    <T>(token: string, work: () => Promise<T>) =>
    async (): Promise<T | HubFault> => {
      if ((tokens.get(token) ?? 0) > now()) return work()
      refusedTokens += 1
      return refusedWith(401, { code: 'BAD_TOKEN', hubTime: now() })
    }

  function newToken() {
    given += 1
    const token = `token-${given}`
    tokens.set(token, now() + TOKEN_MS)
    return { token, tokenEndsAt: time(now() + TOKEN_MS), hubTime: time() }
  }

  const client: HubClient = {
    enrol: (request) =>
      handle('enrol', null, async () => {
        if (request.code !== FAKE_CODE) return refusedWith(404, { code: 'NO_SUCH_CODE', hubTime: now() })
        isRevoked = false
        return { facility: FAKE_FACILITY, root: FAKE_ROOT, ...newToken() }
      }),
    renewToken: (request) =>
      handle('renewToken', null, async () =>
        Math.abs(Date.parse(request.at) - now()) > SIGNED_WITHIN_MS
          ? refusedWith(401, { code: 'BAD_TOKEN', hubTime: now() })
          : newToken(),
      ),
    sendVisits: (token, batch) =>
      handle(
        'sendVisits',
        batch,
        withToken(token, async () => {
          const kept = batch.events.filter(({ seq }) => !unkept.includes(seq ?? 0))
          const reply = await fileBatch({ store, sha256, now, personOf }, batch.terminal, { events: kept })
          const left = batch.events.filter((event) => !kept.includes(event))
          const again = left.map(({ id }) => ({ id, outcome: 'RETRY' as const }))
          return { ...reply, replies: [...reply.replies, ...again].reverse() }
        }),
      ),
    report: (token, { terminal }) =>
      handle(
        'report',
        null,
        withToken(token, async () => ({ ackSeq: (await store.chainOf(terminal)).ackSeq, hubTime: time() })),
      ),
  }

  return {
    client,
    store,
    asked,
    trouble(next) {
      mishap = next
    },
    retry(seqs) {
      unkept = seqs
    },
    setNow(at) {
      setAt = at
    },
    forgetTokens() {
      tokens = new Map()
    },
    refusedTokens: () => refusedTokens,
    revoke() {
      isRevoked = true
    },
    async visits(terminal) {
      const visits: Visit[] = []
      for await (const { visit } of store.visitsOf(terminal)) if (visit) visits.push(visit)
      return visits
    },
  }
}

export const FAKE_CODE = '23456789AB'
export const FAKE_FACILITY = { id: 'AID-2', name: '测试援助中心', nameEn: 'Test aid centre' }
export const FAKE_ROOT = '{"signed":{"_type":"root"}}'

function isFault(answer: unknown): answer is HubFault {
  return typeof answer === 'object' && answer !== null && 'kind' in answer
}
