// The demo roster through the terminal's own store: every sample card shows its state on every day of a year, the same seed is
// the same bytes, and the lists look like a city's.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { makeDemoRoster } from '../../hub/demo/make-demo-roster.ts'
import { makeSamples, oldListAsOf, type SampleCard } from '../../hub/demo/sample-cards.ts'
import { OLD_LIST_UNION } from '../../hub/demo/unions.ts'
import { parseCardInput } from '../../shared/card/card-input.ts'
import { maskName } from '../../shared/card/mask.ts'
import { addDays, type Day, day, instantOfDay } from '../../shared/core/day.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import type { Membership } from '../../shared/registration/member.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import { parseManifest } from '../../shared/roster/manifest.ts'
import { openRosterStore } from '../../terminal/roster/roster-store.ts'
import { demoCardIds } from '../support/demo-card-ids.ts'

const work = mkdtempSync(join(tmpdir(), 'demo-roster-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const everyYearsDay = fc.integer({ min: 0, max: 365 * 4 }).map((days) => addDays(day('2025-01-01'), days))

function answerOf(membership: Membership | null, rosterAsOf: Day, on: Day) {
  const now = instantOfDay(on) + 9 * 3_600_000
  const evaluation = evaluateCard({ membership, rosterAsOf, plan: plan2014, now, on })
  if (evaluation.kind === 'refused') throw new Error(evaluation.why)
  return evaluation.answer
}

function expectAnswer(card: SampleCard, answer: ReturnType<typeof answerOf>) {
  if (!('card' in card.expects)) throw new Error(`${card.id} is not a card`)
  const { card: state, protection, flag } = card.expects
  expect({ id: card.id, card: answer.card, protection: answer.protection }).toEqual({
    id: card.id,
    card: state,
    protection,
  })
  if (flag) expect(answer.flags).toContain(flag)
}

describe('the sample cards', () => {
  it('show their states on any as-of day', () => {
    fc.assert(
      fc.property(everyYearsDay, (asOf) => {
        const { cards, members } = makeSamples(asOf)
        for (const card of cards) {
          const input = parseCardInput(card.text)
          if ('refused' in card.expects) {
            expect(input).toEqual({ kind: 'refused', code: card.expects.refused })
            continue
          }
          expect(input).toMatchObject({
            kind: 'number',
            number: card.number,
            readTwice: card.id === 'readTwice',
          })
          const member = members.find(({ number }) => number === card.number)
          const listAsOf = member?.unionCode === OLD_LIST_UNION ? oldListAsOf(asOf) : asOf
          expectAnswer(card, answerOf(member?.membership ?? null, listAsOf, asOf))
        }
      }),
      {
        numRuns: 1500,
        examples: [[day('2026-06-30')], [day('2026-07-01')], [day('2028-02-29')], [day('2026-12-31')]],
      },
    )
  })

  it('are exactly the ones the dock knows', () => {
    expect(makeSamples(day('2026-11-24')).cards.map(({ id }) => id)).toEqual([...demoCardIds])
  })
})

describe('a demo roster', () => {
  it.each(['2026-07-01', '2026-11-24'].map(day))(
    'answers for its sample cards, made as of %s',
    async (asOf) => {
      const dir = join(work, asOf)
      await makeDemoRoster({ dir, members: 3000, seed: 7, asOf })
      const store = openRosterStore({ dir: join(dir, 'roster'), maxCachedRawBytes: 1e8 })
      const cards: SampleCard[] = JSON.parse(readFileSync(join(dir, 'demo-cards.json'), 'utf8'))
      for (const card of cards) {
        if (!card.number) continue
        const found = store.find(card.number)
        if (found.kind !== 'FOUND' && found.kind !== 'ABSENT') throw new Error(found.kind)
        expectAnswer(
          card,
          answerOf(found.kind === 'FOUND' ? found.member.membership : null, found.asOf, asOf),
        )
      }
      const byId = (id: string) => {
        const number = cards.find((card) => card.id === id)?.number
        const found = number && store.find(number)
        return found && found.kind === 'FOUND' ? found.member : null
      }
      expect(byId('rareName')?.maskedName).toBe(maskName('𠮷演'))
      expect(byId('moved')?.unionCode).toBe('921')
      expect(store.unionName('921')).toMatch(/^演示/)
    },
  )

  it('is the same bytes for the same seed and other bytes for another', async () => {
    const asOf = day('2026-11-24')
    const namesOf = async (name: string, seed: number) => {
      await makeDemoRoster({ dir: join(work, name), members: 2000, seed, asOf })
      const manifest = readFileSync(join(work, name, 'roster', 'manifest.json'), 'utf8')
      return { manifest, files: readdirSync(join(work, name, 'roster', 'files')).sort() }
    }
    const once = await namesOf('once', 5)
    expect(await namesOf('again', 5)).toEqual(once)
    expect((await namesOf('other', 6)).files).not.toEqual(once.files)
  })

  it('has the members asked for, in many unions of very different size, some of them moved', async () => {
    const summary = await makeDemoRoster({
      dir: join(work, 'city'),
      members: 20_000,
      seed: 3,
      asOf: day('2026-11-24'),
    })
    expect(summary).toMatchObject({ members: 20_000, unions: 117 })
    expect(summary.moved / summary.members).toBeGreaterThan(0.03)
    expect(summary.moved / summary.members).toBeLessThan(0.06)
    expect(summary.listedTwice).toBeGreaterThan(0)
    const manifest = parseManifest(readFileSync(join(work, 'city', 'roster', 'manifest.json')))
    if (!manifest.ok) throw new Error(manifest.error.detail)
    const { unions } = manifest.value
    const sizes = unions.map(({ rows }) => rows).sort((a, b) => b - a)
    expect(sizes[0]).toBeGreaterThan(20 * (sizes.at(-1) ?? 0))
    expect(unions.flatMap(({ prefixes }) => prefixes).sort()).toEqual(
      Array.from({ length: 99 }, (_, i) => String(901 + i)),
    )
    expect(unions.every(({ name, nameEn }) => name.startsWith('演示') && nameEn?.startsWith('Demo'))).toBe(
      true,
    )
  })
})
