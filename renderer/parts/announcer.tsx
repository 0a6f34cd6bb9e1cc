// Says each new screen to a screen reader, in the whole sentences of the catalogue. It stands on the page from the start,
// because an element that comes with its text is not read.
import type { Screen } from '../../shared/bridge/state.ts'
import { useTerminalState } from '../desk/desk.ts'
import { useWords, type Words } from '../language/use-words.ts'

export function Announcer() {
  const { screen } = useTerminalState()
  const words = useWords()
  return (
    <p className="only-read" role="status" aria-live="assertive">
      {sentenceOf(screen, words)}
    </p>
  )
}

function sentenceOf(screen: Screen, { say, sayDay }: Words): string {
  switch (screen.kind) {
    case 'idle':
      return say('idle.title')
    case 'noCard':
      return say('noCard.title')
    case 'refusal':
      return say(`refusal.${screen.code}.title`)
    case 'fault':
      return `${say('fault.title')} ${say(`fault.${screen.code}`)}`
    case 'enrolment':
      return `${say(`enrolment.${screen.outcome}.title`)} ${say(`enrolment.${screen.outcome}.hint`)}`
    case 'confirm':
      return screen.person.maskedName === null
        ? say('confirm.unknownQuestion')
        : say('confirm.question', { name: screen.person.maskedName })
    case 'result': {
      const { verdict } = screen
      if (verdict.kind === 'notJudged') return say(`notJudged.${verdict.why}.line`)
      const { protection } = verdict
      const card = say(`card.${verdict.card}.message`, {
        validUntil: sayDay(verdict.validUntil),
        validFrom: sayDay(verdict.validFrom),
        rosterAsOf: sayDay(verdict.rosterAsOf),
      })
      const protectedNow = say(`protection.${protection.protection}.message`, {
        from: sayDay(protection.protectionFrom),
        to: sayDay(protection.protectionTo),
      })
      return `${card} ${protectedNow}`
    }
  }
}
