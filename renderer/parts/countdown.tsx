// How long the screen stays, said calmly. The terminal decides when it goes.
import { useTerminalState } from '../desk/desk.ts'
import { useTerminalClock } from '../desk/use-clock.ts'
import { useWords } from '../language/use-words.ts'

export function Countdown() {
  const { clearsAt } = useTerminalState()
  const at = useTerminalClock()
  const { say } = useWords()
  if (clearsAt === null) return null
  const seconds = Math.max(0, Math.floor((clearsAt - at) / 1_000))
  return (
    <p className="countdown" role="timer" aria-live="off">
      {say('countdown', { seconds })}
    </p>
  )
}
