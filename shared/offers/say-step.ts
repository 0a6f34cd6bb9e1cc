// The steps of a trail in words, in both languages: short enough for a screen at two metres and a 58 mm slip.
// Must not decide anything, and must not know React.
import { formatFen } from '../money/fen.ts'
import { fill, type Language } from '../words/words.ts'
import type { OffersDocument } from './offers-document.ts'
import type { LimitStand, Step } from './trail.ts'
import { type TrailWords, trailWords } from './trail-words.ts'

/** One line. A name is taken from the document; an id it does not hold is said as it is. */
export function sayStep(step: Step, document: OffersDocument, language: Language): string {
  const words = trailWords[language]
  const said = fill(words.step[step.code], valuesOf(step, document, language, words))
  return 'partly' in step && step.partly ? said + fill(words.partly, { tickets: step.tickets }) : said
}

function valuesOf(
  step: Step,
  document: OffersDocument,
  language: Language,
  words: TrailWords,
): Readonly<Record<string, string | number>> {
  const { offers, items, surcharges = [] } = document
  const named = (list: readonly { id: string; name: string; nameEn: string }[], id: string) => {
    const one = list.find((entry) => entry.id === id)
    return (language === 'zh-CN' ? one?.name : one?.nameEn) ?? id
  }
  const values: Record<string, string | number> = {}
  for (const [field, value] of Object.entries(step)) {
    if (typeof value !== 'number') continue
    if (field.endsWith('Fen') || field === 'fen') values[field] = formatFen(value)
    else values[field] = value
  }
  if ('offer' in step) values.offer = named(offers, step.offer)
  if ('item' in step) values.item = named(items, step.item)
  if ('surcharge' in step) values.surcharge = named(surcharges, step.surcharge)
  if ('thousandths' in step) values.rate = sayRate(step.thousandths, language)
  if ('by' in step) values.by = named(offers, step.by)
  if ('limit' in step) values.limit = sayLimit(step.limit, words)
  if (step.code === 'CHOSEN') {
    values.offers = step.offers.map((id) => named(offers, id)).join(words.and)
    values.several = words.several[step.offers.length === 1 ? 'ONE' : 'TOGETHER']
    values.because = words.because[step.because]
  }
  return values
}

/** 800 → 8折, 850 → 8.5折, 0 → 免费 · 20% off, 15% off, free. */
export function sayRate(thousandths: number, language: Language): string {
  if (language === 'zh-CN') return thousandths === 0 ? '免费' : `${shortNumber(thousandths, 100)}折`
  return thousandths === 0 ? 'free' : `${shortNumber(1000 - thousandths, 10)}% off`
}

function shortNumber(value: number, unit: number): string {
  const rest = value % unit
  const decimals = String(rest)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '')
  return rest === 0 ? String(value / unit) : `${Math.floor(value / unit)}.${decimals}`
}

function sayLimit({ per, period, counts, uses, used }: LimitStand, words: TrailWords): string {
  const values = { per: words.per[per], period: words.period[period], uses, used }
  return fill(words.limit[counts], values)
}
