// The catalogue of the hub's admin page: the Chinese words give the keys, English must have exactly these. Apart from the counter's
// words, so that neither page carries the other's.
import type { Language } from '../words.ts'
import { hubEn } from './hub-en.ts'
import { hubZhCN } from './hub-zh-CN.ts'

/** The same tree of keys with any sentence at the leaves. */
type Sentences<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Sentences<Tree[Key]>
}

export type HubWords = Sentences<typeof hubZhCN>

export const hubWords: Readonly<Record<Language, HubWords>> = { 'zh-CN': hubZhCN, en: hubEn }
