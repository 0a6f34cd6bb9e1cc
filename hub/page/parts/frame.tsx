// The bar above every screen: where we are, where one can go, the other language, the way out.
import type { ReactNode } from 'react'
import { useSpoken } from '../say/language.tsx'
import { Press } from './press.tsx'
import { sections, useRoute } from './route.ts'

export function Frame({ logOut, children }: { logOut: () => void; children: ReactNode }) {
  const { words } = useSpoken()
  const { section } = useRoute()
  return (
    <>
      <header className="bar">
        <p className="bar-name">{words.app.name}</p>
        <nav className="bar-sections" aria-label={words.app.sections}>
          {sections.map((name) => (
            <a key={name} href={`#/${name}`} aria-current={name === section ? 'page' : undefined}>
              {words.section[name]}
            </a>
          ))}
        </nav>
        <div className="bar-end">
          <LanguageSwitch />
          <Press look="quiet" onPress={logOut}>
            {words.app.logout}
          </Press>
        </div>
      </header>
      <main className="sheet" key={section}>
        {children}
      </main>
    </>
  )
}

export function LanguageSwitch() {
  const { language, words, switchLanguage } = useSpoken()
  return (
    <Press look="quiet" onPress={switchLanguage} lang={language === 'en' ? 'zh-CN' : 'en'}>
      {words.app.language}
    </Press>
  )
}
