// No answer at all, and why: a wrong clock or a roster that cannot be read. Never looks like a card that is refused.
import type { JudgementRefusal } from '../../shared/registration/answer.ts'
import { useWords } from '../language/use-words.ts'
import { AnswerPanel, type PanelTone } from './answer-panel.tsx'

const toneOf = {
  CLOCK_BEFORE_ROSTER: 'clock',
  ROSTER_MISSING: 'missing',
  ROSTER_DAMAGED: 'damaged',
} as const satisfies Record<JudgementRefusal, PanelTone>

export function NotJudgedPanels({ why }: { why: JudgementRefusal }) {
  const { say } = useWords()
  return (
    <>
      <AnswerPanel
        question={say('question.card')}
        shape={`notJudged-${why}`}
        word={say(`notJudged.${why}.word`)}
        line={say(`notJudged.${why}.line`)}
        tone={toneOf[why]}
      >
        <ul className="answer-notes">
          <li>{say('notJudged.stillRecorded')}</li>
        </ul>
      </AnswerPanel>
      <AnswerPanel
        question={say('question.protection')}
        shape="notJudged-protection"
        word={say(`notJudged.${why}.protectionWord`)}
        line={say('notJudged.protectionLine')}
        tone={toneOf[why]}
      />
    </>
  )
}
