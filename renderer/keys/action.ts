// What a key means on the screen that is open. Pure, so that the whole key map is one table for people and tests.
import type { Screen } from '../../shared/bridge/state.ts'
import { type AidService, aidServices } from '../../shared/visit/services.ts'

export type PlainAction =
  | 'erase'
  | 'submitTyped'
  | 'cancelTyped'
  | 'accept'
  | 'reject'
  | 'undo'
  | 'askDay'
  | 'withoutCard'
  | 'today'
  | 'help'
  | 'closeOverlay'
  | 'clear'
  | 'language'
  | 'largeText'
  | 'sound'
  | 'dock'

export type Action =
  | { readonly do: 'digit'; readonly digit: string }
  | { readonly do: 'service'; readonly service: AidService }
  | { readonly do: PlainAction }

/** What is open: the terminal's screen, what the clerk opened over it, and whether a number is being typed. */
export interface Scene {
  readonly screen: Screen['kind']
  readonly overlay: 'today' | 'help' | 'day' | null
  readonly typing: boolean
}

const always: Readonly<Record<string, Action>> = {
  F1: { do: 'help' },
  '?': { do: 'help' },
  F2: { do: 'language' },
  F3: { do: 'largeText' },
  F4: { do: 'sound' },
  F8: { do: 'dock' },
}

export function actionOf(key: string, scene: Scene): Action | null {
  const everywhere = always[key]
  if (everywhere) return everywhere
  if (scene.overlay) return inOverlay(key, scene.overlay)
  if (scene.typing) return inTyping(key)
  switch (scene.screen) {
    case 'idle':
    case 'refusal':
    case 'fault':
    case 'enrolment':
      if (isDigit(key)) return { do: 'digit', digit: key }
      break
    case 'confirm':
      if (key === 'Enter') return { do: 'accept' }
      if (key === 'Escape') return { do: 'reject' }
      return null
    case 'result':
    case 'noCard': {
      const service = aidServices[Number(key) - 1]
      if (isDigit(key) && service) return { do: 'service', service }
      if (key === 'u' || key === 'Backspace') return { do: 'undo' }
      if (scene.screen === 'result' && key === 'd') return { do: 'askDay' }
      if (scene.screen === 'result' && key === '0') return { do: 'withoutCard' }
    }
  }
  if (key === 'Escape' && scene.screen !== 'idle') return { do: 'clear' }
  if (key === 'l') return { do: 'today' }
  if (key === 'n') return { do: 'withoutCard' }
  return null
}

// Numbers may begin with 0, so 0 alone cannot leave the idle screen: 0 and then Enter does (see `submitTyped`).
function inTyping(key: string): Action | null {
  if (isDigit(key)) return { do: 'digit', digit: key }
  if (key === 'Backspace') return { do: 'erase' }
  if (key === 'Enter') return { do: 'submitTyped' }
  if (key === 'Escape') return { do: 'cancelTyped' }
  return null
}

function inOverlay(key: string, overlay: NonNullable<Scene['overlay']>): Action | null {
  if (key === 'Escape') return { do: 'closeOverlay' }
  if (key === 'l' && overlay === 'today') return { do: 'closeOverlay' }
  return null
}

function isDigit(key: string): boolean {
  return /^[0-9]$/.test(key)
}
