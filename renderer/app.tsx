// The page: draws what the terminal says, or that nothing is known because the link is down.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StateProvider, useDesk, useTerminalView } from './desk/desk.ts'
import { keepPreferences, type Preferences } from './desk/preferences.ts'
import { Counter } from './screens/counter.tsx'
import { LinkScreen } from './screens/link-screen.tsx'

export function App({ initial }: { initial: Preferences }) {
  const { storage } = useDesk()
  const view = useTerminalView()
  const { i18n } = useTranslation()
  const [preferences, setPreferences] = useState(initial)

  function prefer(change: Partial<Preferences>): void {
    setPreferences((now) => ({ ...now, ...change }))
  }

  useEffect(() => {
    keepPreferences(storage, preferences)
    document.documentElement.lang = preferences.language
    document.documentElement.dataset.text = preferences.largeText ? 'large' : 'normal'
    if (i18n.language !== preferences.language) void i18n.changeLanguage(preferences.language)
  }, [storage, preferences, i18n])

  if (view.link !== 'up') return <LinkScreen link={view.link} />
  return (
    <StateProvider value={view.state}>
      <Counter preferences={preferences} prefer={prefer} />
    </StateProvider>
  )
}
