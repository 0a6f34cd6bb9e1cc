// Every step of a trail can be said in both languages, with every number in its place.
import { describe, expect, it, test } from 'vitest'
import { sayRate, sayStep } from '../../shared/offers/say-step.ts'
import type { Step } from '../../shared/offers/trail.ts'
import { trailWords } from '../../shared/offers/trail-words.ts'
import { languages } from '../../shared/words/words.ts'
import { cookbookDocument, cookbookFiles } from './cookbook.ts'

const told = cookbookFiles.flatMap((file) => {
  const { document, examples } = cookbookDocument(file)
  return examples.flatMap(({ priced }) => (priced?.trail ?? []).map((step) => ({ document, step })))
})

/** What the cookbook never meets. */
const others: readonly Step[] = [
  { code: 'CARD_NOT_YET' },
  { code: 'CARD_CANCELLED' },
  { code: 'CARD_NOT_JUDGED' },
  { code: 'CLASS', offer: 'gate-80', tickets: 1, partly: true },
  { code: 'DATES', offer: 'gate-80', tickets: 1, partly: true },
  { code: 'NO_PRICE_THAT_DAY', offer: 'gate-80', tickets: 1, partly: true },
]

describe.each(languages)('in %s', (language) => {
  it('there is a sentence for every code, and it says what happened', () => {
    const said = new Map<string, string>()
    for (const { document, step } of told) said.set(step.code, sayStep(step, document, language))
    const { document } = cookbookDocument('30-exclusion.json')
    for (const step of others) said.set(step.code, sayStep(step, document, language))
    for (const sentence of said.values()) expect(sentence).not.toMatch(/[{}]|undefined|NaN/)
    const codes = Object.keys(trailWords[language].step).sort()
    expect(codes.filter((code) => !said.has(code)).sort()).toEqual([])
  })

  it('no card state sounds like another', () => {
    const sentences = Object.entries(trailWords[language].step).filter(([code]) => code.startsWith('CARD_'))
    expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(sentences.length)
  })
})

test('rates as people say them', () => {
  const zh = [800, 850, 705, 0, 50].map((rate) => sayRate(rate, 'zh-CN'))
  expect(zh).toEqual(['8折', '8.5折', '7.05折', '免费', '0.5折'])
  const en = [800, 850, 705, 0].map((rate) => sayRate(rate, 'en'))
  expect(en).toEqual(['20% off', '15% off', '29.5% off', 'free'])
})

test('a sentence on the counter', () => {
  const { document, examples } = cookbookDocument('14-twice-a-day.json')
  const lines = examples[0]?.priced?.trail.map((step) => sayStep(step, document, 'zh-CN'))
  expect(lines).toEqual(['原价 35.00', '会员8折，每日2次：每人每日限2次，已用2次，本次按原价', '应收 35.00'])
})
