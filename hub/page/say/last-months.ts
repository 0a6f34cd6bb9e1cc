// The months somebody may ask about, and their names. Pure.
import type { Language } from '../../../shared/words/words.ts'

/** `2026-07`, `2026-06`, … : a card year and the one before it. */
export function lastMonths(current: string, count = 24): string[] {
  const newest = Number(current.slice(0, 4)) * 12 + Number(current.slice(5)) - 1
  return Array.from({ length: count }, (_, back) => {
    const month = newest - back
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

const formats = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
} as const

/** 2026年7月 · July 2026 */
export function monthName(month: string, language: Language): string {
  return formats[language].format(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1))
}
