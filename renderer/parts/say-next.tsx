// Plain words the clerk can read aloud, for every answer. No word here blames the member.
import type { Verdict } from '../../shared/bridge/state.ts'
import { useWords, type Words } from '../language/use-words.ts'

export function SayNext({ verdict }: { verdict: Verdict }) {
  const words = useWords()
  return (
    <div className="say-next">
      <p className="say-next-words">
        <span className="say-next-label">{words.say('say.label')}</span>
        {lineFor(verdict, words)}
      </p>
    </div>
  )
}

function lineFor(verdict: Verdict, { say, sayDay }: Words): string {
  if (verdict.kind === 'notJudged') return say('say.NOT_JUDGED')
  const { card, protection } = verdict
  if (card !== 'VALID') return say(`say.${card}`)
  return say(`say.VALID.${protection.protection}`, { from: sayDay(protection.protectionFrom) })
}
