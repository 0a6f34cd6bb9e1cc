// The language of the page and its words. Remembered in this browser; Chinese unless somebody switched.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { type HubWords, hubWords } from '../../../shared/words/hub-words/hub-words.ts'
import type { Language } from '../../../shared/words/words.ts'

const KEY = 'hub-language'

interface Spoken {
  readonly language: Language
  readonly words: HubWords
  readonly switchLanguage: () => void
}

const Context = createContext<Spoken | null>(null)

export function LanguageProvider({ storage, children }: { storage: Storage; children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (storage.getItem(KEY) === 'en' ? 'en' : 'zh-CN'))
  const words = hubWords[language]
  useEffect(() => {
    document.documentElement.lang = language
    document.title = words.app.name
  }, [language, words])
  function switchLanguage() {
    const other = language === 'en' ? 'zh-CN' : 'en'
    storage.setItem(KEY, other)
    setLanguage(other)
  }
  return <Context value={{ language, words, switchLanguage }}>{children}</Context>
}

export function useSpoken(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('no LanguageProvider above')
  return spoken
}
