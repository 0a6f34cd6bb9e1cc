// First answer: is the card's registration valid?
import type { CardState } from '../../shared/registration/answer.ts'
import { useWords } from '../language/use-words.ts'
import { AnswerPanel, type PanelTone } from './answer-panel.tsx'
import type { Answered } from './verdict.ts'

export const toneOfCard = {
  VALID: 'valid',
  NOT_YET: 'later',
  EXPIRED: 'lapsed',
  CANCELLED: 'cancelled',
  STOPPED: 'stopped',
  UNKNOWN: 'unknown',
  UNCONFIRMED: 'unconfirmed',
} as const satisfies Record<CardState, PanelTone>

export function CardAnswerPanel({ verdict, readTwice }: { verdict: Answered; readTwice: boolean }) {
  const { say, sayDay } = useWords()
  const { card } = verdict
  const line =
    card === 'NOT_YET' && verdict.validFrom === null
      ? say('notYetNoDate')
      : say(`card.${card}.line`, {
          validUntil: sayDay(verdict.validUntil),
          validFrom: sayDay(verdict.validFrom),
          rosterAsOf: sayDay(verdict.rosterAsOf),
        })
  return (
    <AnswerPanel
      question={say('question.card')}
      aside={<p>{say('rosterAsOf', { rosterAsOf: sayDay(verdict.rosterAsOf) })}</p>}
      shape={`card-${card}`}
      word={say(`card.${card}.word`)}
      line={line}
      tone={toneOfCard[card]}
    >
      <ul className="answer-notes">
        {verdict.reminder && <li data-note="reminder">{say(`reminder.${verdict.reminder}`)}</li>}
        {verdict.flags.map((flag) => (
          <li key={flag} data-note={flag}>
            {say(`flag.${flag}`)}
          </li>
        ))}
        {readTwice && <li data-note="readTwice">{say('readTwice')}</li>}
      </ul>
    </AnswerPanel>
  )
}
