// How days and instants are said: 2015年6月30日 and 30 June 2015. Must not know what the day means, nor ask for the current time.
import type { Day } from '../core/day.ts'
import type { Language } from './words.ts'

const SHANGHAI = 'Asia/Shanghai'

const formats = {
  'zh-CN': {
    day: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
    weekday: new Intl.DateTimeFormat('zh-CN', { weekday: 'long', timeZone: 'UTC' }),
  },
  en: {
    day: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
    weekday: new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }),
  },
} as const

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: SHANGHAI,
})

/** 2015年6月30日 · 30 June 2015 */
export function sayDay(on: Day, language: Language): string {
  return formats[language].day.format(startOfUtcDay(on))
}

/** 星期二 · Tuesday */
export function sayWeekday(on: Day, language: Language): string {
  return formats[language].weekday.format(startOfUtcDay(on))
}

/** 09:41, by the Shanghai clock, in both languages. */
export function sayTime(epochMs: number): string {
  return clock.format(epochMs)
}

/** 10,000 for 1,000,000 fen; 28.50 where fen remain. */
export function sayYuan(amountFen: number): string {
  const yuan = Math.trunc(amountFen / 100)
  const fen = amountFen % 100
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')
  return fen === 0 ? grouped : `${grouped}.${String(fen).padStart(2, '0')}`
}

/** 9010000123 → 901 000 0123, as far as it is typed. */
export function groupDigits(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter((part) => part !== '').join(' ')
}

// A calendar day has no time zone: it is formatted where it was made, in UTC.
function startOfUtcDay(on: Day): number {
  return Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8, 10)))
}
