// What every screen may use, built once in main.tsx: the terminal, the key gate, the sounds, the clock, the preferences.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { TerminalState } from '../../shared/bridge/state.ts'
import type { KeyGate } from '../keys/key-gate.ts'
import type { TerminalClient, TerminalView } from '../link/terminal-client.ts'
import type { Tones } from '../sound/tones.ts'

export interface Desk {
  readonly terminal: TerminalClient
  readonly keys: KeyGate
  readonly tones: Tones
  readonly storage: Storage
  /** The machine's clock, milliseconds since the epoch. */
  readonly now: () => number
}

const DeskContext = createContext<Desk | null>(null)
export const DeskProvider = DeskContext.Provider

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('no desk around this screen')
  return desk
}

export function useTerminalView(): TerminalView {
  const { terminal } = useDesk()
  return useSyncExternalStore(terminal.onView, terminal.view)
}

const StateContext = createContext<TerminalState | null>(null)
export const StateProvider = StateContext.Provider

/** The terminal's state; only inside screens that are drawn while the link is up. */
export function useTerminalState(): TerminalState {
  const state = useContext(StateContext)
  if (!state) throw new Error('no state: this screen is only drawn while the link is up')
  return state
}
