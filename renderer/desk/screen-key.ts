// Tells one screen from the next: the same key means the same occasion with newer details.
import type { Screen } from '../../shared/bridge/state.ts'

export function screenKey(screen: Screen): string {
  switch (screen.kind) {
    case 'result':
      return `result ${screen.checkId}`
    case 'confirm':
      return `confirm ${screen.typedNumber}`
    case 'refusal':
    case 'fault':
      return `${screen.kind} ${screen.code} ${screen.at}`
    case 'enrolment':
      return `enrolment ${screen.outcome} ${screen.at}`
    case 'idle':
    case 'noCard':
      return screen.kind
  }
}
