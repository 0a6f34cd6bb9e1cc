// What the page itself remembers between two pushes: a number being typed and what the clerk opened over the screen.
// A new occasion (another card, a refusal) puts both away; going back to idle by itself does not.
import { useState } from 'react'
import type { Screen } from '../../shared/bridge/state.ts'
import { screenKey } from './screen-key.ts'

export type Overlay = 'today' | 'help' | 'day'

export interface Local {
  /** Digits typed so far; null: nobody is typing. */
  readonly typed: string | null
  readonly overlay: Overlay | null
}

const nothing: Local = { typed: null, overlay: null }

export function useLocal(screen: Screen): [Local, (next: Partial<Local>) => void] {
  const key = screenKey(screen)
  const [kept, setKept] = useState({ key, local: nothing })
  let local = kept.local
  if (kept.key !== key) {
    local =
      screen.kind === 'idle' ? { ...local, overlay: local.overlay === 'day' ? null : local.overlay } : nothing
    setKept({ key, local })
  }
  return [local, (next) => setKept((now) => ({ ...now, local: { ...now.local, ...next } }))]
}
