// Nothing on the counter: what to do next, in large words, with the three ways in.
import type { RosterLight } from '../../shared/bridge/state.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { CardBack } from '../parts/card-back.tsx'
import { KeyCap } from '../parts/key-cap.tsx'
import { Press } from '../parts/press.tsx'

interface Props {
  readonly roster: RosterLight['status']
  readonly actions: CounterActions
}

export function IdleScreen({ roster, actions }: Props) {
  const { say } = useWords()
  return (
    <div className="idle">
      <div className="idle-words">
        <h1 aria-label={say('idle.title')}>
          <span>{say('idle.titleScan')}</span>
          <small>{say('idle.titleType')}</small>
        </h1>
        {roster !== 'READY' && (
          <p className="idle-warning" role="alert">
            {say(roster === 'MISSING' ? 'idle.rosterMissing' : 'idle.rosterDamaged')}
          </p>
        )}
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
