// The two answers. The agreed examples run as a case file, in any time zone of the machine; the properties hold for any member.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  type Day,
  day,
  dayOfInstant,
  daysBetween,
  instantOfDay,
  isDay,
} from '../../shared/core/day.ts'
import type { CardAnswer } from '../../shared/registration/answer.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import type { Membership } from '../../shared/registration/member.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import { cardYearStart } from '../../shared/registration/readings.ts'
import { runCaseFile } from '../../terminal/cases/case-file.ts'

const VECTORS = 'test/fixtures/vectors/registration.json'

test('the agreed examples', () => {
  const outcomes = runCaseFile(readFileSync(VECTORS, 'utf8'))
  expect(outcomes).toHaveLength(22)
  expect(Array.isArray(outcomes) && outcomes.filter(({ failure }) => failure)).toEqual([])
})

test.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Shanghai', 'UTC'])(
  'the same with a machine set to %s',
  (zone) => {
    const printed = execFileSync(process.execPath, ['terminal/cli.ts', 'cases', VECTORS], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    })
    expect(printed.trim().split('\n').at(-1)).toBe('22 passed, 0 failed')
  },
)

const anyDay = fc.integer({ min: 0, max: 6000 }).map((days) => addDays(day('2012-01-01'), days))
const anyMember = fc
  .record({
    issuedOn: anyDay,
    registeredOn: fc.array(anyDay, { maxLength: 6 }),
    cancelledOn: fc.option(anyDay, { freq: 4 }),
    stoppedOn: fc.option(anyDay, { freq: 4 }),
  })
  .map(
    ({ registeredOn, ...rest }): Membership => ({
      ...rest,
      registeredOn: registeredOn.filter((on) => on > rest.issuedOn).sort(),
    }),
  )

function answer(membership: Membership | null, on: Day, rosterAsOf: Day = on): CardAnswer {
  const now = instantOfDay(on > rosterAsOf ? on : rosterAsOf)
  const evaluation = evaluateCard({ membership, rosterAsOf, plan: plan2014, now, on })
  if (evaluation.kind !== 'answer') throw new Error('refused')
  return evaluation.answer
}

const plain = { registeredOn: [], cancelledOn: null, stoppedOn: null }

describe('registration', () => {
  it('[A6] never turns a member away by a roster that is older than the card year', () => {
    fc.assert(
      fc.property(anyMember, anyDay, anyDay, (member, on, asOf) => {
        fc.pre(asOf < cardYearStart(on))
        expect(answer(member, on, asOf).card).not.toBe('EXPIRED')
        expect(answer(member, on, asOf).protection).not.toBe('LAPSED')
      }),
    )
  })

  it('[A6] keeps an open mind for the grace days a facility sets', () => {
    const question = {
      membership: { ...plain, issuedOn: day('2014-05-20') },
      rosterAsOf: day('2015-07-10'),
      plan: plan2014,
      now: Date.parse('2015-07-10T12:00:00+08:00'),
      on: day('2015-07-10'),
    }
    const cardWith = (julyGraceDays: number) => {
      const evaluation = evaluateCard({ ...question, julyGraceDays })
      return evaluation.kind === 'answer' && evaluation.answer.card
    }
    expect(cardWith(0)).toBe('EXPIRED')
    expect(cardWith(9)).toBe('EXPIRED')
    expect(cardWith(10)).toBe('UNCONFIRMED')
  })

  it('ends every validity on a 30 June that has not passed', () => {
    fc.assert(
      fc.property(anyMember, anyDay, (member, on) => {
        const { card, validUntil } = answer(member, on)
        expect(validUntil !== null).toBe(card === 'VALID')
        if (validUntil === null) return
        expect(validUntil.endsWith('-06-30')).toBe(true)
        expect(validUntil >= on).toBe(true)
        expect(daysBetween(on, validUntil)).toBeLessThan(2 * 366)
      }),
    )
  })

  it('one registration more never makes a card worse', () => {
    fc.assert(
      fc.property(anyMember, anyDay, anyDay, (member, more, on) => {
        fc.pre(more > member.issuedOn)
        const before = answer(member, on)
        const after = answer({ ...member, registeredOn: [...member.registeredOn, more].sort() }, on)
        if (before.card === 'VALID') expect(after.card).toBe('VALID')
        if (before.validUntil && after.validUntil) expect(after.validUntil >= before.validUntil).toBe(true)
        if (before.protection === 'IN_FORCE') expect(after.protection).toBe('IN_FORCE')
      }),
    )
  })

  it('counts a card issued on 29 February like any other', () => {
    const leapling = { ...plain, issuedOn: day('2016-02-29') }
    expect(answer(leapling, day('2016-02-29'))).toMatchObject({
      card: 'VALID',
      validUntil: '2017-06-30',
      protection: 'PENDING',
    })
    expect(answer(leapling, day('2017-06-30')).card).toBe('VALID')
    expect(answer(leapling, day('2017-07-01'), day('2017-07-01')).card).toBe('EXPIRED')
  })

  it('a registration on time governs, also when it was entered again too late', () => {
    const member = {
      ...plain,
      issuedOn: day('2013-05-20'),
      registeredOn: [day('2014-05-28'), day('2014-07-10')],
    }
    expect(answer(member, day('2014-08-01'))).toMatchObject({ protection: 'IN_FORCE', flags: ['PRE_2014'] })
  })

  it('a cancelled membership says so before anything else', () => {
    const member = {
      ...plain,
      issuedOn: day('2014-05-20'),
      cancelledOn: day('2014-10-01'),
      stoppedOn: day('2014-09-01'),
    }
    expect(answer(member, day('2014-10-01')).card).toBe('CANCELLED')
    expect(answer(member, day('2014-09-30')).card).toBe('STOPPED')
    expect(answer(member, day('2014-08-31')).card).toBe('VALID')
  })
})

describe('protection', () => {
  it('[A9] belongs to the person: a stopped card changes nothing', () => {
    fc.assert(
      fc.property(anyMember, anyDay, anyDay, (member, stoppedOn, on) => {
        const protectionOf = ({ protection, protectionFrom, protectionTo }: CardAnswer) => ({
          protection,
          protectionFrom,
          protectionTo,
        })
        expect(protectionOf(answer({ ...member, stoppedOn }, on))).toEqual(
          protectionOf(answer({ ...member, stoppedOn: null }, on)),
        )
      }),
    )
  })

  it('[A8] is open to doubt once a membership was cancelled in mid-period', () => {
    const member = { ...plain, issuedOn: day('2014-05-20'), cancelledOn: day('2014-10-01') }
    expect(answer(member, day('2014-09-30')).protection).toBe('IN_FORCE')
    expect(answer(member, day('2014-10-01'))).toMatchObject({
      protection: 'UNCONFIRMED',
      protectionFrom: null,
      protectionTo: null,
    })
    expect(answer(member, day('2015-07-01'), day('2015-07-01')).protection).toBe('LAPSED')
  })

  it('an explicit period of the roster beats derivation', () => {
    const period = { from: day('2014-08-01'), to: day('2014-12-31') }
    const member = { ...plain, issuedOn: day('2014-05-20'), protection: [period] }
    expect(answer(member, day('2014-07-15'))).toMatchObject({
      protection: 'PENDING',
      protectionFrom: '2014-08-01',
    })
    expect(answer(member, day('2014-12-31')).protection).toBe('IN_FORCE')
    expect(answer(member, day('2015-01-01'))).toMatchObject({
      protection: 'LAPSED',
      protectionTo: '2014-12-31',
    })
  })

  it('gives dates only with the states that have them', () => {
    fc.assert(
      fc.property(anyMember, anyDay, anyDay, (member, on, asOf) => {
        const { protection, protectionFrom, protectionTo, nextProtectionFrom } = answer(member, on, asOf)
        expect(protectionFrom !== null).toBe(protection === 'IN_FORCE' || protection === 'PENDING')
        if (protection === 'UNCONFIRMED' || protection === 'NONE') expect(protectionTo).toBeNull()
        if (protection === 'LAPSED') expect(protectionTo !== null && protectionTo < on).toBe(true)
        if (protectionFrom && protection === 'IN_FORCE') expect(protectionFrom <= on).toBe(true)
        if (protectionFrom && protection === 'PENDING') expect(protectionFrom > on).toBe(true)
        if (nextProtectionFrom) expect(protection === 'IN_FORCE' && nextProtectionFrom > on).toBe(true)
      }),
    )
  })

  it('of somebody not in the roster is unconfirmed, and the card is never called invalid', () => {
    expect(answer(null, day('2026-11-24'))).toMatchObject({
      card: 'UNKNOWN',
      protection: 'UNCONFIRMED',
      protectionFrom: null,
    })
  })
})

describe('days', () => {
  it('are those of Shanghai, for any instant', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Shanghai',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    const instant = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2090, 0, 1) })
    fc.assert(
      fc.property(instant, (at) => {
        expect(dayOfInstant(at)).toBe(shanghai.format(at))
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(anyDay, (on) => {
        expect(dayOfInstant(instantOfDay(on))).toBe(on)
        expect(dayOfInstant(instantOfDay(on) - 1)).toBe(addDays(on, -1))
      }),
    )
  })

  it('that do not exist are none', () => {
    for (const text of [
      '2015-02-29',
      '2015-13-01',
      '2015-6-1',
      '20150601',
      '2015-06-31',
      '',
      '2015-06-01T00:00',
    ]) {
      expect(isDay(text)).toBe(false)
    }
    expect(isDay('2016-02-29')).toBe(true)
  })
})
