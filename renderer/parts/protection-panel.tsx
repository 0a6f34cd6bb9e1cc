// Second answer: is the member protected? Informs; never assesses a claim, never shows an amount that is not in force.
import type { Verdict } from '../../shared/bridge/state.ts'
import type { Day } from '../../shared/core/day.ts'
import type { ProtectionState } from '../../shared/registration/answer.ts'
import { sayYuan } from '../../shared/words/say-day.ts'
import { useWords } from '../language/use-words.ts'
import { AnswerPanel, type PanelTone } from './answer-panel.tsx'
import { Press } from './press.tsx'
import type { Answered } from './verdict.ts'

export const toneOfProtection = {
  IN_FORCE: 'valid',
  PENDING: 'later',
  LAPSED: 'lapsed',
  NONE: 'unknown',
  UNCONFIRMED: 'unconfirmed',
} as const satisfies Record<ProtectionState, PanelTone>

interface Props {
  readonly verdict: Answered
  readonly askDay: () => void
}

export function ProtectionPanel({ verdict, askDay }: Props) {
  const { say, sayDay } = useWords()
  const { protection: line } = verdict
  const state = line.protection
  return (
    <AnswerPanel
      question={say('question.protection')}
      aside={
        <Press cap="D" look="panel" onPress={askDay}>
          {say('dayQuestion.open')}
        </Press>
      }
      shape={`protection-${state}`}
      word={say(`protection.${state}.word`)}
      line={say(`protection.${state}.line`, {
        from: sayDay(line.protectionFrom),
        to: sayDay(line.protectionTo),
      })}
      tone={toneOfProtection[state]}
    >
      <dl className="answer-facts">
        {state === 'PENDING' && (
          <Period label={say('period.current')} from={line.protectionFrom} to={line.protectionTo} />
        )}
        <Period label={say('period.next')} from={line.nextProtectionFrom} to={line.nextProtectionTo} />
        {verdict.benefits.length > 0 && (
          <div>
            {verdict.benefits.map((benefit) => (
              <Benefit key={benefit.id} benefit={benefit} />
            ))}
          </div>
        )}
      </dl>
      {state === 'IN_FORCE' && <p className="answer-claim">{say('period.claim')}</p>}
    </AnswerPanel>
  )
}

function Period({ label, from, to }: { label: string; from: Day | null; to: Day | null }) {
  const { say, sayDay } = useWords()
  if (from === null || to === null) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd>{say('period.range', { from: sayDay(from), to: sayDay(to) })}</dd>
    </div>
  )
}

function Benefit({ benefit }: { benefit: Extract<Verdict, { kind: 'answer' }>['benefits'][number] }) {
  const { say } = useWords()
  const { id } = benefit
  return (
    <>
      <dt>{id === 'disease' || id === 'accident' ? say(`benefit.${id}`) : id}</dt>
      <dd>
        {benefit.amountFen === null
          ? say('benefit.unknown')
          : say('benefit.amount', { yuan: sayYuan(benefit.amountFen) })}
      </dd>
    </>
  )
}
