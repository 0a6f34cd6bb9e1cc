// The words on the screen: a typed door to i18next. Keys are checked by the compiler against the Chinese catalogue.
import { useTranslation } from 'react-i18next'
import type { Day } from '../../shared/core/day.ts'
import { sayDay } from '../../shared/words/say-day.ts'
import type { Language } from '../../shared/words/words.ts'
import type { zhCN } from '../../shared/words/zh-CN.ts'

type Leaves<Tree, Path extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Path}${Key}`
    : Leaves<Tree[Key], `${Path}${Key}.`>
}[keyof Tree & string]

/** Path of a sentence in the catalogue, such as `card.VALID.word`. */
export type WordKey = Leaves<typeof zhCN>

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

export interface Words {
  readonly language: Language
  readonly say: Say
  /** 2015年6月30日 · 30 June 2015; a missing day is a dash. */
  readonly sayDay: (on: Day | null) => string
}

export function useWords(): Words {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return {
    language,
    say: (key, values = {}) => t(key, values),
    sayDay: (on) => (on === null ? '—' : sayDay(on, language)),
  }
}
