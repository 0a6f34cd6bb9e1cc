// The catalogue's type: the Chinese words give the keys, every other language must have exactly these.
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

/** The same tree of keys with any sentence at the leaves. */
type Sentences<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Sentences<Tree[Key]>
}

export type Words = Sentences<typeof zhCN>

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export const words = { 'zh-CN': zhCN, en } as const satisfies Record<Language, Words>

/** Puts values into the `{{name}}` places of a sentence. A place without a value is a bug and throws. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`no value for {{${name}}}`)
    return String(value)
  })
}
