// Which screen is drawn, and nothing of how.
import { useTerminalState } from '../desk/desk.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import type { Local } from '../desk/use-local.ts'
import { ConfirmScreen } from './confirm-screen.tsx'
import { EnrolmentScreen } from './enrolment-screen.tsx'
import { FaultScreen } from './fault-screen.tsx'
import { IdleScreen } from './idle-screen.tsx'
import { NoCardScreen } from './no-card-screen.tsx'
import { RefusalScreen } from './refusal-screen.tsx'
import { ResultScreen } from './result-screen.tsx'
import { TypingScreen } from './typing-screen.tsx'

export function CurrentScreen({ local, actions }: { local: Local; actions: CounterActions }) {
  const state = useTerminalState()
  const { screen } = state
  if (local.typed !== null) return <TypingScreen typed={local.typed} actions={actions} />
  switch (screen.kind) {
    case 'idle':
      return <IdleScreen state={state} actions={actions} />
    case 'confirm':
      return <ConfirmScreen screen={screen} confirm={actions.confirm} />
    case 'result':
      return <ResultScreen screen={screen} actions={actions} />
    case 'noCard':
      return <NoCardScreen screen={screen} actions={actions} />
    case 'refusal':
      return <RefusalScreen code={screen.code} clear={actions.clear} />
    case 'fault':
      return <FaultScreen code={screen.code} clear={actions.clear} />
    case 'enrolment':
      return <EnrolmentScreen outcome={screen.outcome} clear={actions.clear} />
  }
}
