// Somebody without a card: served as usual, recorded as unverified.
import type { Screen } from '../../shared/bridge/state.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { Countdown } from '../parts/countdown.tsx'
import { Press } from '../parts/press.tsx'
import { SayThis } from '../parts/say-this.tsx'
import { ServiceDesk } from '../parts/service-desk.tsx'

interface Props {
  readonly screen: Extract<Screen, { kind: 'noCard' }>
  readonly actions: CounterActions
}

export function NoCardScreen({ screen, actions }: Props) {
  const { say } = useWords()
  return (
    <div className="no-card">
      <div className="no-card-words">
        <h1>{say('noCard.title')}</h1>
        <p>{say(screen.services.length === 0 ? 'noCard.hint' : 'noCard.done')}</p>
      </div>
      <SayThis words={say('say.NO_CARD')} />
      <ServiceDesk services={screen.services} actions={actions} />
      <div className="no-card-leave">
        <Press cap="Esc" look="quiet" onPress={actions.clear}>
          {say('clear')}
        </Press>
        <Countdown />
      </div>
    </div>
  )
}
