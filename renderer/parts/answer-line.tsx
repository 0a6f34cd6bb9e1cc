// Protection on one certain day, in one line with the shape and colour of its state.
import type { ProtectionLine } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'
import { toneOfProtection } from './protection-panel.tsx'
import { Shape } from './shape.tsx'

export function AnswerLine({ line }: { line: ProtectionLine }) {
  const { say, sayDay } = useWords()
  return (
    <p className="answer-one-line" data-tone={toneOfProtection[line.protection]}>
      <Shape name={`protection-${line.protection}`} />
      <span>
        {say(`dayQuestion.${line.protection}`, {
          on: sayDay(line.on),
          from: sayDay(line.protectionFrom),
          to: sayDay(line.protectionTo),
        })}
      </span>
    </p>
  )
}
