// docs/offers.md and docs/offers.schema.json are what the code and the cookbook say. When they are stale: UPDATE_OFFERS=1 writes them
// anew (then `npm run format`).
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { offersDocumentSchema } from '../../shared/offers/offers-document.ts'
import { bundleRuleSchema, ticketRuleSchema } from '../../shared/offers/rule.ts'
import { trailWords } from '../../shared/offers/trail-words.ts'
import { cookbookDocument, cookbookFiles } from './cookbook.ts'
import { cookbookPage, PAGE_START } from './cookbook-page.ts'

const page = new URL('../../docs/offers.md', import.meta.url)
const schemaFile = new URL('../../docs/offers.schema.json', import.meta.url)

const text = readFileSync(page, 'utf8')
const byHand = text.slice(0, text.indexOf(PAGE_START))
const schema = {
  $id: 'union-card-offers-v1',
  title: 'Offers of one facility',
  ...z.toJSONSchema(offersDocumentSchema, { io: 'input' }),
}

if (process.env.UPDATE_OFFERS) {
  writeFileSync(page, byHand + cookbookPage())
  writeFileSync(schemaFile, `${JSON.stringify(schema, null, 2)}\n`)
}

describe('the documentation of offers', () => {
  it('shows every recipe as it is', () => {
    expect(readFileSync(page, 'utf8')).toBe(byHand + cookbookPage())
  })

  it('holds the schema as it is', () => {
    expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
  })

  it('names every rule, and every reason a cashier can read', () => {
    const rules = [...ticketRuleSchema.options, ...bundleRuleSchema.options].map(
      (one) => one.shape.kind.value,
    )
    const missing = [...rules, ...Object.keys(trailWords.en.step)].filter(
      (code) => !byHand.includes(`\`${code}\``),
    )
    expect(missing).toEqual([])
  })
})

describe('the cookbook', () => {
  it('has enough to start from', () => {
    expect(cookbookFiles.length).toBeGreaterThanOrEqual(25)
  })

  it.each(cookbookFiles)('%s holds', (file) => {
    expect(cookbookDocument(file).examples.filter(({ failure }) => failure)).toEqual([])
  })

  it('uses every kind of rule', () => {
    const used = new Set(
      cookbookFiles.flatMap((file) => cookbookDocument(file).document.offers.map(({ rule }) => rule.kind)),
    )
    const kinds = [...ticketRuleSchema.options, ...bundleRuleSchema.options].map(
      (one) => one.shape.kind.value,
    )
    expect([...used].sort()).toEqual([...kinds].sort())
  })
})
