// How days, instants, numbers and failures are said on this page.
import { dayOfInstant, isDay } from '../../../shared/core/day.ts'
import type { HubWords } from '../../../shared/words/hub-words/hub-words.ts'
import { sayDay, sayTime } from '../../../shared/words/say-day.ts'
import { fill, type Language } from '../../../shared/words/words.ts'
import type { HubFailure } from '../hub/ask-hub.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** 2026年7月1日; a text that is no day stays as it is. */
export function dayText(on: string, language: Language): string {
  return isDay(on) ? sayDay(on, language) : on
}

/** Day and time by the Shanghai clock. */
export function instantText(iso: string, language: Language): string {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : `${sayDay(dayOfInstant(at), language)} ${sayTime(at)}`
}

/** 12,345 */
export function countText(count: number): string {
  return count.toLocaleString('en')
}

/** 1.2 MB */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** How long ago, in the unit somebody would use. */
export function sinceText(ms: number, { since }: HubWords): string {
  if (ms < MINUTE_MS) return since.now
  if (ms < HOUR_MS) return fill(since.minutes, { count: Math.floor(ms / MINUTE_MS) })
  if (ms < 2 * DAY_MS) return fill(since.hours, { count: Math.floor(ms / HOUR_MS) })
  return fill(since.days, { count: Math.floor(ms / DAY_MS) })
}

export function failureText(failure: HubFailure, { failure: sentences }: HubWords): string {
  return failure.kind === 'TOO_MANY'
    ? fill(sentences.TOO_MANY, { minutes: Math.max(1, Math.ceil(failure.waitS / 60)) })
    : sentences[failure.kind]
}

/** The first group of a terminal's id: enough to tell the terminals of a city apart by eye. */
export function shortId(terminal: string): string {
  return terminal.slice(0, 8)
}
