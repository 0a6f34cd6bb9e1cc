// What every journal must do: one suite over the real disk and the simulated one.
import { describe, expect, it } from 'vitest'
import type { StoreFault } from '../../shared/bridge/state.ts'
import { day } from '../../shared/core/day.ts'
import { findChainBreak } from '../../shared/visit/visit-chain.ts'
import type { Journal } from '../../terminal/journal/journal.ts'
import { sha256 } from '../../terminal/journal/sha256.ts'
import { checkDraft } from '../support/visit-drafts.ts'

export interface JournalUnderTest {
  open(): Journal
  /** The program dies at once and is started again. */
  powerCut(): Journal
  /** The disk refuses writes from now on; null: this one cannot be made to. */
  readonly fail: ((fault: StoreFault) => void) | null
  readonly newId: () => string
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const seqs = (visits: Iterable<{ readonly seq: number }>) => [...visits].map(({ seq }) => seq)

export function journalContract(name: string, prepare: () => JournalUnderTest): void {
  function filled(visits: number, dayOf: (seq: number) => string = () => '2014-09-10') {
    const under = prepare()
    const journal = under.open()
    for (const seq of range(1, visits)) expect(add(under, journal, dayOf(seq)).ok).toBe(true)
    return { under, journal }
  }
  const add = ({ newId }: JournalUnderTest, journal: Journal, on?: string) =>
    journal.append(checkDraft(newId, journal.terminal, on))

  describe(`${name}: visits`, () => {
    it('have their place: no gaps, each holding the hash of the one before', () => {
      const { journal } = filled(20)
      expect(seqs(journal.all())).toEqual(range(1, 20))
      expect(findChainBreak(journal.all(), sha256)).toBeNull()
      expect(journal.startsAfter()).toEqual({ seq: 0, prev: '0'.repeat(64) })
    })

    it('survive a power cut once they were appended, and the chain goes on', () => {
      const { under, journal } = filled(7)
      const again = under.powerCut()
      expect(again.terminal).toBe(journal.terminal)
      expect(seqs(again.all())).toEqual(range(1, 7))
      expect(add(under, again)).toMatchObject({ ok: true, value: { seq: 8 } })
      expect(findChainBreak(again.all(), sha256)).toBeNull()
    })

    it('are found by day and by id', () => {
      const { journal, under } = filled(5, (seq) => (seq % 2 ? '2014-09-10' : '2014-09-11'))
      expect(seqs(journal.visitsOn(day('2014-09-10')))).toEqual([1, 3, 5])
      const [first] = journal.visitsOn(day('2014-09-11'))
      expect(first && journal.find(first.id)).toEqual(first)
      expect(journal.find(under.newId())).toBeNull()
    })

    it('[OB2] are read in order above any place, no more than asked for', () => {
      const { journal } = filled(9)
      expect(seqs(journal.above(0, 4))).toEqual([1, 2, 3, 4])
      expect(seqs(journal.above(7, 500))).toEqual([8, 9])
      expect(journal.above(9, 500)).toEqual([])
      expect(journal.above(99, 500)).toEqual([])
    })

    it('that do not fit are a bug, and take no place', () => {
      const { under, journal } = filled(0)
      const draft = checkDraft(under.newId, journal.terminal)
      expect(() => journal.append({ ...draft, at: 'yesterday' })).toThrow()
      expect(journal.lastSeq()).toBe(0)
    })

    it('with an id that is taken are not written', () => {
      const { under, journal } = filled(0)
      const draft = checkDraft(under.newId, journal.terminal)
      expect(journal.append(draft).ok).toBe(true)
      expect(journal.append(draft)).toEqual({ ok: false, error: 'STORE_FAILED' })
      expect(seqs(journal.all())).toEqual([1])
    })
  })

  describe(`${name}: marks`, () => {
    it('begin with nothing', () => {
      const { journal } = filled(1)
      expect(journal.marks.ackSeq()).toBe(0)
      expect(journal.marks.heldOut()).toEqual([])
      expect(journal.marks.clockBounds()).toEqual({ hub: null, packages: null })
    })

    it('[OB6] the watermark goes forwards and backwards, and outlives the program', () => {
      const { under, journal } = filled(9)
      journal.marks.setAckSeq(8)
      journal.marks.setAckSeq(3)
      expect(journal.marks.ackSeq()).toBe(3)
      journal.close()
      expect(under.open().marks.ackSeq()).toBe(3)
    })

    it('after a power cut is one that was set before, never one from nowhere', () => {
      const { under, journal } = filled(9)
      journal.marks.setAckSeq(4)
      add(under, journal)
      journal.marks.setAckSeq(6)
      const again = under.powerCut()
      expect([4, 6]).toContain(again.marks.ackSeq())
    })

    it('[OB4] held-out events are kept by place, in order, until let go', () => {
      const { under, journal } = filled(9)
      journal.marks.holdOut({ seq: 7, reason: 'HTTP_400' })
      journal.marks.holdOut({ seq: 2, reason: 'HTTP_400' })
      journal.marks.holdOut({ seq: 7, reason: 'HTTP_500' })
      journal.close()
      const again = under.open()
      expect(again.marks.heldOut()).toEqual([
        { seq: 2, reason: 'HTTP_400' },
        { seq: 7, reason: 'HTTP_500' },
      ])
      again.marks.letGo(2)
      again.marks.letGo(5)
      expect(seqs(again.marks.heldOut())).toEqual([7])
    })

    it('[CK1] the bounds of the clock are kept, each on its own', () => {
      const { under, journal } = filled(1)
      journal.marks.setClockBound('hub', 2_000)
      journal.marks.setClockBound('packages', 3_000)
      journal.marks.setClockBound('hub', 1_000)
      journal.close()
      expect(under.open().marks.clockBounds()).toEqual({ hub: 1_000, packages: 3_000 })
    })
  })

  describe(`${name}: removing`, () => {
    const month = (seq: number) => `2014-0${seq}-10`

    it('[OB7] takes from the beginning what is acknowledged and old, and the chain still holds', () => {
      const { under, journal } = filled(9, month)
      journal.marks.setAckSeq(8)
      expect(journal.removeBefore(day('2014-05-01'))).toEqual({ ok: true, value: 4 })
      expect(seqs(journal.all())).toEqual(range(5, 9))
      expect(findChainBreak(journal.all(), sha256, journal.startsAfter())).toBeNull()
      expect(seqs(journal.above(0, 2))).toEqual([5, 6])
      expect(journal.visitsOn(day('2014-04-10'))).toEqual([])
      journal.close()
      const again = under.open()
      expect(add(under, again)).toMatchObject({ ok: true, value: { seq: 10 } })
      expect(seqs(again.all())).toEqual(range(5, 10))
      expect(findChainBreak(again.all(), sha256, again.startsAfter())).toBeNull()
    })

    it('[OB7] never takes what no hub has', () => {
      const { journal } = filled(9, month)
      expect(journal.removeBefore(day('2015-01-01'))).toEqual({ ok: true, value: 0 })
      journal.marks.setAckSeq(3)
      expect(journal.removeBefore(day('2015-01-01'))).toEqual({ ok: true, value: 3 })
      expect(journal.removeBefore(day('2015-01-01'))).toEqual({ ok: true, value: 0 })
    })

    it('stops at a young visit, also where a clock was set back after it', () => {
      const { journal } = filled(4, (seq) => (seq === 2 ? '2014-09-10' : '2014-01-10'))
      journal.marks.setAckSeq(4)
      expect(journal.removeBefore(day('2014-06-01'))).toEqual({ ok: true, value: 1 })
    })

    it('keeps the newest visit: the chain hangs on it', () => {
      const { under, journal } = filled(3, month)
      journal.marks.setAckSeq(3)
      expect(journal.removeBefore(day('2015-01-01'))).toEqual({ ok: true, value: 2 })
      const again = under.powerCut()
      expect(seqs(again.all())).toEqual([3])
      expect(add(under, again)).toMatchObject({ ok: true, value: { seq: 4 } })
      expect(findChainBreak(again.all(), sha256, again.startsAfter())).toBeNull()
    })
  })

  it(`${name}: a disk that refuses is a fault, and nothing is half there`, ({ skip }) => {
    const { under, journal } = filled(2)
    if (!under.fail) return skip()
    under.fail('DISK_FULL')
    expect(add(under, journal)).toEqual({ ok: false, error: 'DISK_FULL' })
    expect(journal.marks.setAckSeq(2)).toEqual({ ok: false, error: 'DISK_FULL' })
    expect(journal.marks.ackSeq()).toBe(2)
    expect(under.powerCut().lastSeq()).toBe(2)
  })
}
