// The documents of a package set: what ships with the hub, and what they say.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { knownHolidays } from '../../hub/publish/holiday-table.ts'
import { day } from '../../shared/core/day.ts'
import { aidCentres2014 } from '../../shared/packages/aid-centres.ts'
import { dayKindOf } from '../../shared/packages/holidays.ts'
import { noticesOn, noticesSchema } from '../../shared/packages/notices.ts'
import { plan2014Document } from '../../shared/packages/plan-2014.ts'
import { failingExample, planOf } from '../../shared/packages/plan-document.ts'
import { formatDocument, readDocument } from '../../shared/packages/read-document.ts'
import { plan2014 } from '../../shared/registration/plans.ts'

const bytesOf = (document: unknown) => Buffer.from(formatDocument(document))

describe('[PK7] plans', () => {
  it('the plan that ships is the one the terminal comes with, and its examples hold', () => {
    expect(planOf(plan2014Document)).toEqual(plan2014)
    expect(failingExample(plan2014Document)).toBeNull()
  })

  it('an example fails when the periods of the plan change', () => {
    const [first, ...others] = plan2014Document.periods
    if (!first) throw new Error('no periods')
    const changed = { ...first, from: { years: 0, monthDay: '06-01' } }
    expect(failingExample({ ...plan2014Document, periods: [changed, ...others] })).toMatch(
      /^example P1: protection/,
    )
  })

  it('an example for another plan proves nothing', () => {
    expect(failingExample({ ...plan2014Document, id: '2030' })).toMatch(/is for plan 2014, not 2030/)
  })

  it('an expected refusal is one of its own', () => {
    const [example] = plan2014Document.examples
    if (!example) throw new Error('no examples')
    const early = { ...example, now: '2014-01-01T00:00:00+08:00' }
    const withExample = (expect: typeof example.expect) =>
      failingExample({ ...plan2014Document, examples: [{ ...early, expect }] })
    expect(withExample({ refused: true })).toBeNull()
    expect(withExample({ refused: 'CLOCK_BEFORE_ROSTER' })).toBeNull()
    expect(withExample({ refused: 'SOMETHING_ELSE' })).toMatch(/refused is "CLOCK_BEFORE_ROSTER"/)
    expect(withExample({ card: 'VALID' })).toMatch(/is refused with CLOCK_BEFORE_ROSTER/)
  })
})

describe('holidays', () => {
  const table = knownHolidays()

  it.each([
    ['2014-10-01', 'HOLIDAY'],
    ['2014-09-28', 'MAKE_UP_WORKDAY'],
    ['2014-09-27', 'ORDINARY'],
    ['2015-10-01', 'HOLIDAY'],
    ['1999-10-01', 'UNKNOWN'],
    ['2099-10-01', 'UNKNOWN'],
  ])('%s is %s', (on, kind) => {
    expect(dayKindOf(table, day(on))).toBe(kind)
  })

  it('every known year has its national day, and nothing is listed twice', () => {
    for (const { year } of table.years) expect(dayKindOf(table, day(`${year}-10-01`))).toBe('HOLIDAY')
    expect(readDocument({ kind: 'holidays' }, bytesOf(table)).ok).toBe(true)
  })
})

describe('the directory', () => {
  it('has the 20 centres of the leaflet, with its edition', () => {
    expect(aidCentres2014.centres).toHaveLength(20)
    expect(aidCentres2014).toMatchObject({ edition: '2014年1月版', areaCode: '021' })
    expect(aidCentres2014.centres[0]).toMatchObject({
      area: '上海市',
      address: '吉林路2号',
      telephone: '12351',
    })
    expect(aidCentres2014.centres[19]).toMatchObject({ area: '上海机电工会', telephone: '66270315' })
  })
})

describe('notices', () => {
  const notices = noticesSchema.parse({
    format: 'union-card-notices',
    version: 1,
    notices: [
      {
        id: 'N1',
        from: '2026-05-01',
        to: '2026-06-30',
        text: '请提醒会员注册',
        textEn: 'Please remind members',
      },
    ],
  })

  it('are shown from their first day to their last', () => {
    for (const [on, count] of [
      ['2026-04-30', 0],
      ['2026-05-01', 1],
      ['2026-06-30', 1],
      ['2026-07-01', 0],
    ] as const)
      expect(noticesOn(notices, day(on))).toHaveLength(count)
  })
})

describe('any document', () => {
  it('of a kind that is not known yet is let pass', () => {
    expect(readDocument({ kind: 'weather' }, Buffer.from('whatever'))).toEqual({ ok: true, value: null })
  })

  it.each(['holidays', 'directory', 'merchants', 'notices', 'stop-list', 'plan', 'offers'])(
    '%s that is not JSON is named so',
    (kind) => {
      expect(readDocument({ kind }, Buffer.from([0xff, 0xfe]))).toMatchObject({
        ok: false,
        error: 'is not JSON in UTF-8',
      })
      expect(readDocument({ kind }, Buffer.from('[1, 2]')).ok).toBe(false)
    },
  )
})

describe('offers', () => {
  const cookbook = JSON.parse(readFileSync('resources/cookbook/01-percent-holder-only.json', 'utf8'))
  const read = (id: string, document: unknown) => readDocument({ kind: 'offers', id }, bytesOf(document))

  it('are read with their examples, for the facility they are of', () => {
    expect(read('DEMO-PALACE', cookbook)).toMatchObject({ ok: true, value: { kind: 'offers' } })
    expect(read('OTHER', cookbook)).toEqual({
      ok: false,
      error: 'the offers are those of DEMO-PALACE, the index says OTHER',
    })
  })

  it('[PK7] whose example fails are refused by name', () => {
    const [offer] = cookbook.offers
    const dearer = { ...cookbook, offers: [{ ...offer, rule: { kind: 'PERCENT', thousandths: 900 } }] }
    expect(read('DEMO-PALACE', dearer)).toMatchObject({
      ok: false,
      error: expect.stringContaining('会员8折'),
    })
  })
})
