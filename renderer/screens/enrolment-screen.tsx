// An enrolment code was scanned: how it goes, in one sentence, and what to do.
import type { EnrolmentOutcome } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'
import { Countdown } from '../parts/countdown.tsx'
import { Phrases } from '../parts/phrases.tsx'
import { Press } from '../parts/press.tsx'
import { Shape } from '../parts/shape.tsx'

export function EnrolmentScreen({ outcome, clear }: { outcome: EnrolmentOutcome; clear: () => void }) {
  const { say } = useWords()
  // Never green, never a tick: from two metres that is a valid card.
  const isWell = outcome === 'ENROLLED' || outcome === 'WAITING'
  return (
    <div className="stop" data-tone={isWell ? 'terminal' : 'refusal'} data-code={outcome}>
      <Shape name={isWell ? 'enrolment' : 'refusal'} />
      <div className="stop-words">
        <h1>
          <Phrases text={say(`enrolment.${outcome}.title`)} />
        </h1>
        <p>{say(`enrolment.${outcome}.hint`)}</p>
      </div>
      <div className="stop-leave">
        <Press cap="Esc" look="quiet" onPress={clear}>
          {say('clear')}
        </Press>
        <Countdown />
      </div>
    </div>
  )
}
