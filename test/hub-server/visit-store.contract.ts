// What every visit store must do, shown through the one user it has: ingestion. Test names cite the rules of the protocol.
import { beforeEach, describe, expect, it } from 'vitest'
import { type FilingDeps, fileBatch } from '../../hub/ingest/file-batch.ts'
import type { Month } from '../../hub/ingest/month.ts'
import type { VisitStore } from '../../hub/ingest/visit-store.ts'
import type { EventEnvelope, VisitEvent } from '../../shared/protocol/visit-event.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import { type ChainOfVisits, createChainOfVisits, sha256, terminalA, terminalB } from './chain-of-visits.ts'

const NOW = Date.parse('2026-07-10T12:00:00+08:00')
const JULY = '2026-07' as Month
const AUGUST = '2026-08' as Month

/** `open` gives a store with nothing in it. */
export function visitStoreContract(name: string, open: () => Promise<VisitStore>): void {
  describe(`visit store: ${name}`, () => {
    let store: VisitStore
    let deps: FilingDeps
    let chain: ChainOfVisits

    beforeEach(async () => {
      store = await open()
      deps = { store, sha256, personOf: (number) => sha256(`person ${number}`).slice(0, 32), now: () => NOW }
      chain = createChainOfVisits()
    })

    const send = (events: readonly EventEnvelope[], terminal = terminalA) =>
      fileBatch(deps, terminal, { events: [...events] })
    const outcomes = async (events: readonly EventEnvelope[]) =>
      (await send(events)).replies.map((reply) =>
        reply.outcome === 'QUARANTINED' ? reply.code : reply.outcome,
      )
    async function filed(terminal = terminalA): Promise<Visit[]> {
      const visits: Visit[] = []
      for await (const { visit } of store.visitsOf(terminal)) if (visit) visits.push(visit)
      return visits
    }

    it('[VS2] [VS3] answers every event by its id and gives the watermark', async () => {
      chain.serve('9010000001', 'POLICY')
      const reply = await send(chain.events())
      expect(reply).toEqual({
        replies: chain.visits.map(({ id }) => ({ id, outcome: 'ACCEPTED' })),
        ackSeq: 2,
        hubTime: new Date(NOW).toISOString(),
      })
      expect(await filed()).toEqual(chain.visits)
    })

    it('[VS4] records a visit once, however often and in whatever company it comes', async () => {
      chain.serve('9010000001', 'POLICY')
      chain.serve('9010000002', 'LEGAL')
      const events = chain.events()
      await send(events.slice(0, 2))
      expect(await outcomes([...events, ...events])).toEqual([
        ...['DUPLICATE', 'DUPLICATE', 'ACCEPTED', 'ACCEPTED'],
        ...['DUPLICATE', 'DUPLICATE', 'DUPLICATE', 'DUPLICATE'],
      ])
      expect(await filed()).toEqual(chain.visits)
      expect((await store.tallies(JULY)).map(({ service, uses }) => [service, uses])).toEqual([
        ['LEGAL', 1],
        ['POLICY', 1],
      ])
    })

    it('[VS1] quarantines an event whose outside differs from its visit', async () => {
      chain.serve('9010000001', 'POLICY')
      const [first, second] = chain.events()
      const wrong = [
        { ...first, seq: 9 },
        { ...first, prev: 'f'.repeat(64) },
        { ...first, id: second?.id },
        { ...first, time: '2026-07-10T01:00:00.000Z' },
        { ...first, source: `/terminals/${terminalB}` },
      ] as EventEnvelope[]
      expect(await outcomes(wrong)).toEqual(Array(5).fill('MISMATCH'))
      expect(await filed()).toEqual([])
    })

    it('[VS6] quarantines what does not fit, by reason, and keeps it to be looked at', async () => {
      const [check, service] = chain.serve('9010000001', 'POLICY')
      const other = createChainOfVisits(terminalB)
      other.check('9010000009')
      await send(chain.events())
      const [first] = chain.events()
      const third = chain.check('9010000003')
      const unreadable = { id: third.id, seq: 3, anything: 'else' }
      const idTaken = { ...chain.events([{ ...check, clock: 'BEHIND' }])[0] } as EventEnvelope
      const seqTaken = chain.events([{ ...third, seq: 2, prev: service.prev }])[0] as EventEnvelope
      const foreign = other.events()[0] as EventEnvelope
      expect(await outcomes([unreadable, idTaken, seqTaken, foreign])).toEqual([
        ...['UNREADABLE', 'ID_TAKEN', 'SEQ_TAKEN', 'WRONG_TERMINAL'],
      ])
      const kept = await store.quarantinedOf(terminalA)
      expect(kept.map(({ code }) => code).sort()).toEqual([
        ...['ID_TAKEN', 'SEQ_TAKEN', 'UNREADABLE', 'WRONG_TERMINAL'],
      ])
      expect(kept.map(({ text }) => JSON.parse(text))).toContainEqual(unreadable)
      expect(await filed()).toEqual([check, service])
      expect(first?.id).toBe(check.id)
    })

    it('[VS6] keeps a quarantined event once and answers it the same again', async () => {
      const event = { id: '01940000-0000-7000-8000-000000000001', seq: 1 }
      expect(await outcomes([event, event])).toEqual(['UNREADABLE', 'UNREADABLE'])
      expect(await outcomes([event])).toEqual(['UNREADABLE'])
      expect(await store.quarantinedOf(terminalA)).toHaveLength(1)
    })

    it('[VS6] [VS8] a quarantined event counts as received and blocks none after it', async () => {
      chain.serve('9010000001', 'POLICY')
      chain.serve('9010000002', 'POLICY')
      const [first, second, ...others] = chain.events()
      const damaged = { id: second?.id, seq: 2, data: null } as EventEnvelope
      const reply = await send([first, damaged, ...others] as EventEnvelope[])
      expect(reply.ackSeq).toBe(4)
      expect(await filed()).toHaveLength(3)
    })

    it('[VS5] files what a person would doubt: another day, a clock behind, an unknown facility', async () => {
      const visit = chain.check('9010000001', { isListed: false })
      const strange: Visit = {
        ...visit,
        on: '1999-01-01' as Visit['on'],
        clock: 'BEHIND',
        facility: '\0\ud800',
      }
      expect(await outcomes(chain.events([strange]))).toEqual(['ACCEPTED'])
      expect(await filed()).toEqual([strange])
    })

    it('[VS7] files a visit that does not follow from the one before it, and marks the chain', async () => {
      for (let n = 1; n <= 5; n++) chain.check(`901000000${n}`)
      const visits = chain.visits.map(
        (visit, index): Visit => (index === 3 ? { ...visit, prev: 'f'.repeat(64) } : visit),
      )
      expect((await send(chain.events(visits))).ackSeq).toBe(5)
      // 4 does not follow from 3; being altered itself, it is not what 5 follows from either.
      expect((await store.chainOf(terminalA)).brokenAt).toEqual([4, 5])
    })

    it('[VS7] finds a break whichever side of it comes first', async () => {
      for (let n = 1; n <= 4; n++) chain.check(`901000000${n}`)
      const [one, two, three, four] = chain.visits as [Visit, Visit, Visit, Visit]
      const altered: Visit = { ...two, clock: 'BEHIND' }
      await send(chain.events([three, four]))
      await send(chain.events([altered]))
      await send(chain.events([one]))
      expect(await store.chainOf(terminalA)).toEqual({ ackSeq: 4, lastSeq: 4, brokenAt: [3] })
    })

    it('[VS7] the first visit must begin the chain', async () => {
      const visit: Visit = { ...chain.check('9010000001'), prev: 'f'.repeat(64) }
      await send(chain.events([visit]))
      expect((await store.chainOf(terminalA)).brokenAt).toEqual([1])
    })

    it('[VS8] a gap holds the watermark back until it is filled', async () => {
      for (let n = 0; n < 30; n++) chain.check(`90100000${10 + n}`)
      const events = chain.events()
      expect((await send(events.slice(20))).ackSeq).toBe(0)
      expect((await send(events.slice(0, 10))).ackSeq).toBe(10)
      expect((await send(events.slice(11, 20))).ackSeq).toBe(10)
      expect((await send(events.slice(10, 11))).ackSeq).toBe(30)
      expect((await store.chainOf(terminalA)).brokenAt).toEqual([])
    })

    it('[VS8] the watermark crosses any number of places at once', async () => {
      for (let n = 0; n < 1203; n++) chain.check('9010000001')
      const events = chain.events()
      for (let from = 1; from < events.length; from += 500) await send(events.slice(from, from + 500))
      expect((await send(events.slice(0, 1))).ackSeq).toBe(1203)
    })

    it('keeps terminals apart: the same place and even the same id at another terminal', async () => {
      const mine = chain.check('9010000001')
      const theirs: Visit = { ...mine, terminal: terminalB }
      await send(chain.events([mine]))
      expect((await send(chain.events([theirs]), terminalB)).replies).toEqual([
        { id: mine.id, outcome: 'ACCEPTED' },
      ])
      expect(await store.terminals()).toEqual([terminalA, terminalB])
      expect(await filed(terminalB)).toEqual([theirs])
    })

    it('files nothing of a batch when the work on it breaks', async () => {
      chain.serve('9010000001', 'POLICY')
      await send(chain.events().slice(0, 1))
      const broken: VisitStore = {
        ...store,
        filing: (terminal, work) =>
          store.filing(terminal, (filing) =>
            work({ ...filing, setAckSeq: () => Promise.reject(new Error('cut')) }),
          ),
      }
      await expect(
        fileBatch({ ...deps, store: broken }, terminalA, { events: chain.events() }),
      ).rejects.toThrow('cut')
      expect(await store.chainOf(terminalA)).toEqual({ ackSeq: 1, lastSeq: 1, brokenAt: [] })
      expect(await store.tallies(JULY)).toEqual([])
      expect((await send(chain.events())).ackSeq).toBe(2)
    })

    it('takes batches of one terminal at the same time, one after the other', async () => {
      for (let n = 0; n < 40; n++) chain.serve(`90100000${10 + n}`, 'POLICY')
      const events = chain.events()
      const batches = Array.from({ length: 8 }, (_, n) => events.slice(n * 10, n * 10 + 20))
      await Promise.all(batches.map((batch) => send(batch)))
      expect(await filed()).toEqual(chain.visits)
      expect((await store.chainOf(terminalA)).ackSeq).toBe(80)
      expect((await store.tallies(JULY))[0]?.uses).toBe(40)
    })

    describe('the books', () => {
      const rows = async (month: Month) =>
        (await store.tallies(month)).map(({ on, unionCode, service, late, uses, voids }) =>
          [on.slice(5), unionCode, service, late ? 'late' : '', uses, voids].join(' '),
        )
      const persons = async (month: Month) =>
        Object.fromEntries(
          (await store.persons(month)).map(({ service, unionCode, on, persons }) => [
            [service, unionCode, on].map((part) => part ?? '*').join(' '),
            persons,
          ]),
        )

      it('count visits and persons by service, union and day', async () => {
        chain.serve('9010000001', 'POLICY')
        chain.serve('9010000001', 'POLICY')
        chain.serve('9020000001', 'LEGAL', '902')
        chain.service('POLICY', null)
        chain.moveTo('2026-07-11T09:00:00+08:00')
        chain.serve('9010000001', 'LEGAL')
        await send(chain.events())
        expect(await rows(JULY)).toEqual([
          '07-10  POLICY  1 0',
          '07-10 901 POLICY  2 0',
          '07-10 902 LEGAL  1 0',
          '07-11 901 LEGAL  1 0',
        ])
        expect(await persons(JULY)).toEqual({
          '* * *': 2,
          'POLICY * *': 1,
          'LEGAL * *': 2,
          '* 901 *': 1,
          '* 902 *': 1,
          'POLICY 901 *': 1,
          'LEGAL 901 *': 1,
          'LEGAL 902 *': 1,
          '* * 2026-07-10': 2,
          '* * 2026-07-11': 1,
        })
        expect(await rows(AUGUST)).toEqual([])
      })

      it('take a void off once, and the person with the last use', async () => {
        const [, service] = chain.serve('9010000001', 'POLICY')
        await send(chain.events())
        const first = chain.voidOf(service)
        const second = chain.voidOf(service)
        const ofNothing = chain.voidOf(first)
        await send(chain.events([first]))
        await send(chain.events([second, ofNothing]))
        expect(await rows(JULY)).toEqual(['07-10 901 POLICY  1 1'])
        expect(await persons(JULY)).toEqual({})
      })

      it('come to the same sums in whatever order the visits arrive', async () => {
        const [, voided] = chain.serve('9010000001', 'POLICY')
        chain.voidOf(voided)
        chain.serve('9020000002', 'LEGAL', '902')
        chain.service('EMPLOYMENT', null)
        const expected = ['07-10  EMPLOYMENT  1 0', '07-10 901 POLICY  1 1', '07-10 902 LEGAL  1 0']
        await send(chain.events().toReversed())
        expect(await rows(JULY)).toEqual(expected)
        for (const order of [
          [5, 4, 3, 2, 1, 0],
          [2, 0, 1, 4, 3, 5],
          [1, 2, 4, 0, 3, 5],
          [0, 2, 1, 5, 4, 3],
        ]) {
          const fresh = await open()
          for (const index of order)
            await fileBatch({ ...deps, store: fresh }, terminalA, {
              events: chain.events().slice(index, index + 1),
            })
          store = fresh
          expect(await rows(JULY)).toEqual(expected)
          expect((await persons(JULY))['* * *']).toBe(1)
        }
      })

      it('[VS10] a late visit of a closed month is counted as late in the month that is open', async () => {
        const [, early] = chain.serve('9010000001', 'POLICY')
        await send(chain.events())
        expect(await store.lockMonth(JULY, NOW)).toBe(true)
        expect(await store.lockMonth(JULY, NOW)).toBe(false)
        const closed = [await rows(JULY), await persons(JULY)]
        chain.serve('9010000002', 'LEGAL')
        chain.voidOf(early)
        await send(chain.events())
        expect([await rows(JULY), await persons(JULY)]).toEqual(closed)
        expect(await rows(AUGUST)).toEqual(['07-10 901 LEGAL late 1 0', '07-10 901 POLICY late 0 1'])
        expect((await persons(AUGUST))['* * *']).toBe(1)
        await store.lockMonth(AUGUST, NOW)
        expect([...(await store.lockedMonths())].sort()).toEqual([JULY, AUGUST])
        chain.service('LEGAL', null)
        await send(chain.events())
        expect(await rows('2026-09' as Month)).toEqual(['07-10  LEGAL late 1 0'])
      })

      it('[VS10] a closed month stays as it is when a check arrives after its service', async () => {
        chain.serve('9010000001', 'POLICY')
        const [check, service] = chain.events() as [VisitEvent, VisitEvent]
        await send([service])
        await store.lockMonth(JULY, NOW)
        await send([check])
        expect(await rows(JULY)).toEqual(['07-10  POLICY  1 0'])
        expect(await rows(AUGUST)).toEqual(['07-10  POLICY late -1 0', '07-10 901 POLICY late 1 0'])
      })
    })
  })
}
