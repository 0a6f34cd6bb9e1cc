// What was read is not a card: says which mistake it was and what to do, never what was read.
import type { Screen } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'
import { Countdown } from '../parts/countdown.tsx'
import { Phrases } from '../parts/phrases.tsx'
import { Press } from '../parts/press.tsx'
import { Shape } from '../parts/shape.tsx'

interface Props {
  readonly code: Extract<Screen, { kind: 'refusal' }>['code']
  readonly clear: () => void
}

export function RefusalScreen({ code, clear }: Props) {
  const { say } = useWords()
  return (
    <div className="stop" data-tone="refusal" data-code={code}>
      <Shape name="refusal" />
      <div className="stop-words">
        <h1>
          <Phrases text={say(`refusal.${code}.title`)} />
        </h1>
        <p>{say(`refusal.${code}.hint`)}</p>
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
