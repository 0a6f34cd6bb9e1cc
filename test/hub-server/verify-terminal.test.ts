// What `hub verify` sees: missing, altered, re-ordered and quarantined visits, and answers that should have been others.
import { beforeEach, describe, expect, it } from 'vitest'
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { createMemoryVisitStore, type MemoryVisitStore } from '../../hub/ingest/memory-visit-store.ts'
import type { VisitStore } from '../../hub/ingest/visit-store.ts'
import { verifyTerminal } from '../../hub/verify/verify-terminal.ts'
import { day } from '../../shared/core/day.ts'
import type { CardCheck, Visit } from '../../shared/visit/visit.ts'
import { type ChainOfVisits, createChainOfVisits, sha256, terminalA } from './chain-of-visits.ts'

let store: MemoryVisitStore
let chain: ChainOfVisits
beforeEach(() => {
  store = createMemoryVisitStore()
  chain = createChainOfVisits()
})

const file = (visits: readonly Visit[]) =>
  fileBatch({ store, sha256, personOf: sha256, now: () => 0 }, terminalA, { events: chain.events(visits) })
const verify = (over: VisitStore = store, reported: number | null = null) =>
  verifyTerminal({ store: over, sha256 }, terminalA, reported)

describe('the chain', () => {
  it('is complete when everything is there', async () => {
    for (let n = 0; n < 5; n++) chain.serve('9010000001', 'POLICY')
    await file(chain.visits)
    expect(await verify()).toEqual({
      ...{ terminal: terminalA, isComplete: true, visits: 10, checks: 5, ackSeq: 10, lastSeq: 10 },
      ...{ reportedLastSeq: null, missing: [], altered: [], broken: [], quarantined: [], differences: [] },
      ...{ agreeWithGrace: [], unknownPlan: 0 },
    })
  })

  it('[VS8] names what is missing, in the middle and at the end', async () => {
    for (let n = 0; n < 10; n++) chain.check('9010000001')
    await file(chain.visits.filter(({ seq }) => ![3, 4, 7].includes(seq)))
    expect(await verify(store, 12)).toMatchObject({
      isComplete: false,
      missing: [
        { from: 3, to: 4 },
        { from: 7, to: 7 },
        { from: 11, to: 12 },
      ],
      broken: [],
    })
  })

  it('[VS7] names where it is broken', async () => {
    for (let n = 0; n < 4; n++) chain.check('9010000001')
    await file(chain.visits.map((visit) => (visit.seq === 2 ? { ...visit, clock: 'BEHIND' } : visit)))
    expect(await verify()).toMatchObject({ isComplete: false, broken: [3], altered: [] })
  })

  it('[VS6] is not complete with something in quarantine', async () => {
    chain.check('9010000001')
    await file(chain.visits)
    await fileBatch({ store, sha256, personOf: sha256, now: () => 0 }, terminalA, {
      events: [{ id: '01940000-0000-7000-8000-000000000001', seq: 2 }],
    })
    expect(await verify()).toMatchObject({
      isComplete: false,
      quarantined: [{ seq: 2, code: 'UNREADABLE', id: '01940000-0000-7000-8000-000000000001' }],
    })
  })

  it('shows what somebody altered, took out or swapped in the hub’s own store', async () => {
    for (let n = 0; n < 6; n++) chain.check('9010000001')
    await file(chain.visits)
    const touched: VisitStore = {
      ...store,
      async *visitsOf(terminal) {
        for await (const stored of store.visitsOf(terminal)) {
          if (stored.seq === 2) yield { ...stored, visit: { ...stored.visit, clock: 'BEHIND' } }
          else if (stored.seq === 4) yield { ...stored, visit: null }
          else if (stored.seq !== 6) yield stored
        }
      },
    }
    expect(await verify(touched)).toMatchObject({
      isComplete: false,
      altered: [2, 4],
      // 3 follows from what 2 was, not from what it is made to be.
      broken: [3],
      missing: [{ from: 6, to: 6 }],
    })
  })
})

describe('the answers', () => {
  const withBody = (visit: Visit, change: (body: CardCheck) => CardCheck): Visit =>
    visit.body.kind === 'check' ? { ...visit, body: change(visit.body) } : visit

  it('are derived again from what the visit carries', async () => {
    chain.check('9010000001')
    chain.check('9010000002', { isListed: false })
    await file(chain.visits)
    expect(await verify()).toMatchObject({ checks: 2, differences: [] })
  })

  it('that differ are listed with their parts', async () => {
    const visit = withBody(chain.check('9010000001'), (body) => ({
      ...body,
      answer: { ...body.answer, card: 'EXPIRED', validUntil: null } as CardCheck['answer'],
    }))
    await file([visit])
    const { differences, isComplete } = await verify()
    expect(differences).toEqual([{ seq: 1, id: visit.id, parts: ['card', 'validUntil'] }])
    expect(isComplete).toBe(true)
  })

  it('that were refused are checked too', async () => {
    const refused = (answer: CardCheck['answer'], roster: CardCheck['roster']): Visit =>
      withBody(chain.check('9010000001'), (body) => ({ ...body, answer, roster, member: null }))
    const asOf = day('2026-07-30')
    const visits = [
      refused({ refused: 'ROSTER_MISSING' }, null),
      refused({ refused: 'ROSTER_MISSING' }, { asOf, shardSha256: null }),
      refused({ refused: 'CLOCK_BEFORE_ROSTER' }, { asOf, shardSha256: null }),
      refused({ refused: 'CLOCK_BEFORE_ROSTER' }, { asOf: day('2026-07-01'), shardSha256: null }),
    ]
    await file(visits)
    expect((await verify()).differences.map(({ seq }) => seq)).toEqual([2, 4])
  })

  it('agree when only the facility’s days of grace in July explain them', async () => {
    const visit = withBody(chain.check('9010000001'), (body) => ({
      ...body,
      roster: { asOf: day('2026-07-04'), shardSha256: null },
      member: body.member && {
        ...body.member,
        membership: { ...body.member.membership, registeredOn: [day('2025-05-20')] },
      },
      answer: {
        ...{ card: 'UNCONFIRMED', validUntil: null, flags: [], protection: 'UNCONFIRMED' },
        ...{ protectionFrom: null, protectionTo: null, nextProtectionFrom: null, nextProtectionTo: null },
      },
    }))
    await file([visit])
    expect(await verify()).toMatchObject({
      differences: [],
      agreeWithGrace: [{ julyGraceDays: 4, checks: 1 }],
    })
  })

  it('by an unknown plan are counted, not judged', async () => {
    await file([withBody(chain.check('9010000001'), (body) => ({ ...body, plan: '2019' }))])
    expect(await verify()).toMatchObject({ unknownPlan: 1, differences: [] })
  })

  it('of a service must be those of its check', async () => {
    const check = chain.check('9010000001')
    const service = chain.service('POLICY', check)
    await file([
      check,
      { ...service, body: { kind: 'service', service: 'POLICY', checkId: check.id, standing: 'EXPIRED' } },
    ])
    expect((await verify()).differences).toEqual([{ seq: 2, id: service.id, parts: ['standing'] }])
  })
})
