// Which tone a new screen has. Screens that ask or wait are silent.
import type { Screen } from '../../shared/bridge/state.ts'
import type { CardState } from '../../shared/registration/answer.ts'
import type { Tone } from './tones.ts'

const toneOfCard: Readonly<Record<CardState, Tone>> = {
  VALID: 'ok',
  NOT_YET: 'attention',
  UNKNOWN: 'attention',
  UNCONFIRMED: 'attention',
  EXPIRED: 'refusal',
  STOPPED: 'refusal',
  CANCELLED: 'refusal',
}

export function toneOf(screen: Screen): Tone | null {
  switch (screen.kind) {
    case 'result':
      return screen.verdict.kind === 'answer' ? toneOfCard[screen.verdict.card] : 'attention'
    case 'refusal':
    case 'fault':
      return 'refusal'
    case 'confirm':
      return 'attention'
    case 'enrolment':
      if (screen.outcome === 'WAITING') return null
      return screen.outcome === 'ENROLLED' ? 'ok' : 'refusal'
    case 'idle':
    case 'noCard':
      return null
  }
}
