// A number being typed, shown large. Not a text field: there is nothing an input method could hold on to, and a scan
// cannot land in it.
import { MEMBER_NUMBER_LENGTH } from '../../shared/card/member-number.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { DigitCells } from '../parts/digit-cells.tsx'
import { DigitPad } from '../parts/digit-pad.tsx'
import { Press } from '../parts/press.tsx'

export function TypingScreen({ typed, actions }: { typed: string; actions: CounterActions }) {
  const { say } = useWords()
  return (
    <div className="typing">
      <div className="typing-entry">
        <h1>{say('typing.title')}</h1>
        <p className="typing-number number" role="status">
          <span className="only-read">{typed}</span>
          {typed.length > MEMBER_NUMBER_LENGTH ? (
            <span className="typing-long" aria-hidden="true">
              {typed}
            </span>
          ) : (
            <DigitCells digits={typed} length={MEMBER_NUMBER_LENGTH} gapsBefore={[3, 6]} />
          )}
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
