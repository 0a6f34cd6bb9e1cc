// A typed number can hit another member: is it the person in front of the counter?
import type { Screen } from '../../shared/bridge/state.ts'
import { groupDigits } from '../../shared/words/say-day.ts'
import { useWords } from '../language/use-words.ts'
import { Phrases } from '../parts/phrases.tsx'
import { Press } from '../parts/press.tsx'
import { SayThis } from '../parts/say-this.tsx'

interface Props {
  readonly screen: Extract<Screen, { kind: 'confirm' }>
  readonly confirm: (accept: boolean) => void
}

export function ConfirmScreen({ screen, confirm }: Props) {
  const { say } = useWords()
  const { person } = screen
  return (
    <div className="confirm">
      <p className="confirm-label">{say('confirm.typed')}</p>
      <p className="confirm-number number">{groupDigits(screen.typedNumber)}</p>
      <dl className="confirm-person">
        <div>
          <dt>{say('person.name')}</dt>
          <dd>{person.maskedName ?? say('person.notInRoster')}</dd>
        </div>
        {person.union && (
          <div>
            <dt>{say('person.union')}</dt>
            <dd>{person.union.name}</dd>
          </div>
        )}
        {person.printedUnion && (
          <div>
            <dt>{say('person.printedUnion')}</dt>
            <dd>{person.printedUnion.name}</dd>
          </div>
        )}
      </dl>
      <h1>
        <Phrases
          text={
            person.maskedName === null
              ? say('confirm.unknownQuestion')
              : say('confirm.question', { name: person.maskedName })
          }
        />
      </h1>
      <SayThis words={say('confirm.say')} />
      <div className="confirm-keys">
        <Press cap="Enter" look="strong" onPress={() => confirm(true)}>
          {say('confirm.yes')}
        </Press>
        <Press cap="Esc" onPress={() => confirm(false)}>
          {say('confirm.no')}
        </Press>
      </div>
    </div>
  )
}
