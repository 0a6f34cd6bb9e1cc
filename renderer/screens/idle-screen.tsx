// Nothing on the counter: what to do next, in large words, with the three ways in.
import type { TerminalState } from '../../shared/bridge/state.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { CardBack } from '../parts/card-back.tsx'
import { IdleNotes } from '../parts/idle-notes.tsx'
import { KeyCap } from '../parts/key-cap.tsx'
import { Press } from '../parts/press.tsx'

interface Props {
  readonly state: Pick<TerminalState, 'roster' | 'packages'>
  readonly actions: CounterActions
}

export function IdleScreen({ state, actions }: Props) {
  const { say } = useWords()
  return (
    <div className="idle">
      <div className="idle-words">
        <h1 aria-label={say('idle.title')}>
          <span>{say('idle.titleScan')}</span>
          <small>{say('idle.titleType')}</small>
        </h1>
        <IdleNotes roster={state.roster} packages={state.packages} />
      </div>
      <CardBack />
      <div className="idle-ways">
        <div className="way">
          <span className="way-title">{say('idle.scanTitle')}</span>
          <span className="way-how">{say('idle.scanHow')}</span>
        </div>
        <Press look="tile" onPress={actions.startTyping}>
          <span className="way-title">
            {say('idle.typeTitle')} <KeyCap cap="0–9" />
          </span>
          <span className="way-how">{say('idle.typeHow')}</span>
        </Press>
        <Press look="tile" onPress={actions.withoutCard}>
          <span className="way-title">
            {say('idle.noCardTitle')} <KeyCap cap="N" />
          </span>
          <span className="way-how">{say('idle.noCardHow')}</span>
        </Press>
      </div>
    </div>
  )
}
