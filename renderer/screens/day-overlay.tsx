// Was the member protected on that day? Eight digits, fed by the key gate like a member number: no text field.
import { useState } from 'react'
import type { ProtectionLine } from '../../shared/bridge/state.ts'
import { type Day, isDay } from '../../shared/core/day.ts'
import { useDesk } from '../desk/desk.ts'
import { useTypedKeys } from '../keys/use-keys.ts'
import { useWords } from '../language/use-words.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { DigitCells } from '../parts/digit-cells.tsx'
import { DigitPad } from '../parts/digit-pad.tsx'
import { Overlay } from '../parts/overlay.tsx'
import { Press } from '../parts/press.tsx'

type Answer = ProtectionLine | 'notADay' | 'failed' | null

export function DayOverlay({ close }: { close: () => void }) {
  const { terminal } = useDesk()
  const { say } = useWords()
  const [typed, setTyped] = useState('')
  const [answer, setAnswer] = useState<Answer>(null)

  async function ask(digits: string): Promise<void> {
    const on = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
    if (!isDay(on)) return setAnswer('notADay')
    const reply = await terminal.call('coveredOn', { on: on as Day })
    setAnswer(reply.ok ? reply.value : 'failed')
  }

  function type(digit: string): void {
    // After an answer, the next digit begins the next day.
    const next = answer !== null || typed.length === 8 ? digit : typed + digit
    setTyped(next)
    setAnswer(null)
    if (next.length === 8) void ask(next)
  }

  function erase(): void {
    setTyped(typed.slice(0, -1))
    setAnswer(null)
  }

  function onKey(key: string): void {
    if (/^[0-9]$/.test(key)) type(key)
    else if (key === 'Backspace') erase()
    else if (key === 'Enter' && typed.length === 8) void ask(typed)
  }

  useTypedKeys(onKey)

  return (
    <Overlay title={say('dayQuestion.title')} close={close} size="wide">
      <div className="day-question">
        <div className="day-entry">
          <p className="day-digits number" role="status">
            <span className="only-read">{typed}</span>
            <Part digits={typed.slice(0, 4)} length={4} unit={say('dayQuestion.year')} />
            <Part digits={typed.slice(4, 6)} length={2} unit={say('dayQuestion.month')} />
            <Part digits={typed.slice(6)} length={2} unit={say('dayQuestion.day')} />
          </p>
          <p className="day-hint">{say('dayQuestion.hint')}</p>
          <div className="day-answer" role="status" aria-live="assertive">
            {answer === 'notADay' || answer === 'failed' ? (
              <p className="day-problem">{say(`dayQuestion.${answer}`)}</p>
            ) : (
              answer && <AnswerLine line={answer} />
            )}
          </div>
          <Press cap="Enter" look="strong" onPress={() => void ask(typed)} isDisabled={typed.length !== 8}>
            {say('dayQuestion.ask')}
          </Press>
        </div>
        <DigitPad type={type} erase={erase} />
      </div>
    </Overlay>
  )
}

function Part({ digits, length, unit }: { digits: string; length: number; unit: string }) {
  return (
    <span className="day-part">
      <DigitCells digits={digits} length={length} />
      <small>{unit}</small>
    </span>
  )
}
