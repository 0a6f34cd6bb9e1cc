// Starts i18next with the bundled words: nothing is loaded later, so the first paint already speaks.
import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, languages, words } from '../../shared/words/words.ts'

export function createWords(language: Language): i18n {
  const instance = createInstance()
  instance.use(initReactI18next)
  void instance.init({
    lng: language,
    fallbackLng: 'zh-CN',
    supportedLngs: [...languages],
    ns: ['words'],
    defaultNS: 'words',
    resources: { 'zh-CN': { words: words['zh-CN'] }, en: { words: words.en } },
    // React escapes; escaping twice would show &amp; in a union's name.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return instance
}
