// A number being typed, shown large. Not a text field: there is nothing an input method could hold on to, and a scan
// cannot land in it.
import { MEMBER_NUMBER_LENGTH } from '../../shared/card/member-number.ts'
import { groupDigits } from '../../shared/words/say-day.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { DigitPad } from '../parts/digit-pad.tsx'
import { Press } from '../parts/press.tsx'

export function TypingScreen({ typed, actions }: { typed: string; actions: CounterActions }) {
  const { say } = useWords()
  const missing = '·'.repeat(Math.max(0, MEMBER_NUMBER_LENGTH - typed.length))
  const typedEnd = groupDigits(typed).length
  const shown = typed.length > MEMBER_NUMBER_LENGTH ? typed : groupDigits(typed + missing)
  return (
    <div className="typing">
      <div className="typing-entry">
        <h1>{say('typing.title')}</h1>
        <p
          className="typing-number number"
          role="status"
          aria-label={typed}
          data-long={typed.length > MEMBER_NUMBER_LENGTH}
        >
          <span>{shown.slice(0, Math.max(typedEnd, typed.length))}</span>
          <span className="typing-missing">{shown.slice(Math.max(typedEnd, typed.length))}</span>
        </p>
        <p className="typing-hint">
          {typed === '0'
            ? say('typing.zeroHint')
            : `${say('typing.hint')} · ${say('typing.count', { typed: typed.length })}`}
        </p>
        <div className="typing-keys">
          <Press cap="Enter" look="strong" onPress={actions.submitTyped} isDisabled={typed.length === 0}>
            {say('typing.accept')}
          </Press>
          <Press cap="Esc" onPress={actions.cancelTyped}>
            {say('typing.cancel')}
          </Press>
        </div>
      </div>
      <DigitPad type={actions.type} erase={actions.erase} />
    </div>
  )
}
