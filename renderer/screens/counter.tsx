// The counter while the link is up: bars around the screen of the moment, keys joined to calls, overlays, the dock.
import { useEffect, useRef } from 'react'
import { keepFocusOnGround } from '../../drivers/wedge/focus-ground.ts'
import { useTerminalState } from '../desk/desk.ts'
import type { Preferences } from '../desk/preferences.ts'
import { useCounterActions } from '../desk/use-counter-actions.ts'
import { useLocal } from '../desk/use-local.ts'
import { useNotice } from '../desk/use-notice.ts'
import { useSingleKeys, useTypedKeys } from '../keys/use-keys.ts'
import { useWords } from '../language/use-words.ts'
import { Announcer } from '../parts/announcer.tsx'
import { DemoBanner } from '../parts/demo-banner.tsx'
import { DemoDock } from '../parts/demo-dock.tsx'
import { FootBar } from '../parts/foot-bar.tsx'
import { StatusBar } from '../parts/status-bar.tsx'
import { useTones } from '../sound/use-tones.ts'
import { CurrentScreen } from './current-screen.tsx'
import { DayOverlay } from './day-overlay.tsx'
import { HelpOverlay } from './help-overlay.tsx'
import { TodayOverlay } from './today-overlay.tsx'

interface Props {
  readonly preferences: Preferences
  readonly prefer: (change: Partial<Preferences>) => void
}

export function Counter({ preferences, prefer }: Props) {
  const state = useTerminalState()
  const { say } = useWords()
  const [local, setLocal] = useLocal(state.screen)
  const [notice, setNotice] = useNotice()
  const { onKey, ...actions } = useCounterActions({ local, setLocal, preferences, prefer, setNotice })
  const rest = useRef<HTMLElement>(null)
  useTones(state.screen, preferences.sound)

  useSingleKeys((key) => onKey(key, 'single'))
  useTypedKeys((key) => onKey(key, 'typed'))
  // Focus rests on an element that takes no text: an input method has nothing to hold on to.
  useEffect(() => (rest.current ? keepFocusOnGround(rest.current) : undefined), [])

  return (
    <div className="counter" data-screen={state.screen.kind}>
      <Announcer />
      {state.demo && <DemoBanner />}
      <StatusBar />
      <div className="counter-middle">
        <main ref={rest} tabIndex={-1} className="counter-screen">
          <CurrentScreen local={local} actions={actions} />
          {notice && (
            <p className="notice" role="alert">
              {say(`call.${notice}`)}
            </p>
          )}
        </main>
        {state.demo && (
          <DemoDock
            demo={state.demo}
            open={preferences.dockOpen}
            setOpen={(dockOpen) => prefer({ dockOpen })}
          />
        )}
      </div>
      <FootBar
        screen={state.screen.kind}
        typing={local.typed !== null}
        preferences={preferences}
        press={(key) => onKey(key, 'typed')}
      />
      {local.overlay === 'day' && <DayOverlay close={actions.closeOverlay} />}
      {local.overlay === 'help' && <HelpOverlay close={actions.closeOverlay} demo={state.demo !== null} />}
      {local.overlay === 'today' && <TodayOverlay close={actions.closeOverlay} undo={actions.undo} />}
    </div>
  )
}
