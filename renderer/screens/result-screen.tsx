// The result of a card: who, the two answers, what to say, the services. Shows the verdict, never derives one.
import type { Screen } from '../../shared/bridge/state.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { CardAnswerPanel } from '../parts/card-answer-panel.tsx'
import { Countdown } from '../parts/countdown.tsx'
import { NotJudgedPanels } from '../parts/not-judged-panels.tsx'
import { PersonStrip } from '../parts/person-strip.tsx'
import { Press } from '../parts/press.tsx'
import { ProtectionPanel } from '../parts/protection-panel.tsx'
import { sayNext } from '../parts/say-next.ts'
import { SayThis } from '../parts/say-this.tsx'
import { ServiceDesk } from '../parts/service-desk.tsx'

interface Props {
  readonly screen: Extract<Screen, { kind: 'result' }>
  readonly actions: CounterActions
}

export function ResultScreen({ screen, actions }: Props) {
  const words = useWords()
  const { say } = words
  const { verdict, person } = screen
  return (
    <div className="result">
      <div className="result-top">
        <PersonStrip person={person} lookedUp={verdict.kind === 'answer'} />
        <div className="result-leave">
          <Countdown />
          <Press cap="Esc" look="quiet" onPress={actions.clear}>
            {say('clear')}
          </Press>
        </div>
      </div>
      <div className="answers">
        {verdict.kind === 'answer' ? (
          <>
            <CardAnswerPanel verdict={verdict} readTwice={screen.readTwice} />
            <ProtectionPanel verdict={verdict} askDay={() => actions.open('day')} />
          </>
        ) : (
          <NotJudgedPanels why={verdict.why} />
        )}
      </div>
      <SayThis words={sayNext(verdict, words)} />
      <ServiceDesk services={screen.services} actions={actions} />
    </div>
  )
}
