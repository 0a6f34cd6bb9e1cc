// Logged in or not, and which screen: the address behind `#` says it, so that back and reload work.
import { useCallback, useMemo, useState } from 'react'
import type { HubApi, HubFailure } from './hub/ask-hub.ts'
import { type OfficeAtHand, OfficeProvider } from './hub/office-context.tsx'
import { Frame } from './parts/frame.tsx'
import { useRoute } from './parts/route.ts'
import { EnrolScreen } from './screens/enrol-screen.tsx'
import { ImportScreen } from './screens/import-screen.tsx'
import { LoginScreen } from './screens/login-screen.tsx'
import { MonthScreen } from './screens/month-screen.tsx'
import { PublishScreen } from './screens/publish-screen.tsx'
import { TerminalsScreen } from './screens/terminals-screen.tsx'
import { VerificationScreen } from './screens/verification-screen.tsx'

/** `PERHAPS` a cookie from before may still be good: the first answer of the hub tells. */
type Login = 'PERHAPS' | 'IN' | 'OUT' | 'ENDED'

export function App({ api, now }: { api: HubApi; now: () => number }) {
  const [login, setLogin] = useState<Login>('PERHAPS')
  const noticeFailure = useCallback((failure: HubFailure) => {
    if (failure.kind === 'SESSION_OVER') setLogin((before) => (before === 'IN' ? 'ENDED' : 'OUT'))
  }, [])
  const office = useMemo<OfficeAtHand>(() => ({ api, now, noticeFailure }), [api, now, noticeFailure])
  const isOut = login === 'OUT' || login === 'ENDED'

  async function logOut() {
    await api.logout()
    setLogin('OUT')
  }

  return (
    <OfficeProvider value={office}>
      {isOut ? (
        <LoginScreen hasEnded={login === 'ENDED'} enter={() => setLogin('IN')} />
      ) : (
        <Frame logOut={logOut}>
          <Screen />
        </Frame>
      )}
    </OfficeProvider>
  )
}

function Screen() {
  const { section, rest } = useRoute()
  switch (section) {
    case 'terminals':
      return rest === '' ? <TerminalsScreen /> : <VerificationScreen key={rest} terminal={rest} />
    case 'enrol':
      return <EnrolScreen />
    case 'roster':
      return <ImportScreen />
    case 'publish':
      return <PublishScreen />
    case 'month':
      return <MonthScreen />
  }
}
