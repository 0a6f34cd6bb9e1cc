// What the clerk can say after an answer. No word blames the member.
import type { Verdict } from '../../shared/bridge/state.ts'
import type { Words } from '../language/use-words.ts'

export function sayNext(verdict: Verdict, { say, sayDay }: Words): string {
  if (verdict.kind === 'notJudged') return say('say.NOT_JUDGED')
  const { card, protection } = verdict
  if (card !== 'VALID') return say(`say.${card}`)
  return say(`say.VALID.${protection.protection}`, { from: sayDay(protection.protectionFrom) })
}
