// Who the card belongs to, as bystanders may see it.
import type { Person } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'

/** `lookedUp`: the roster was there to be asked. */
export function PersonStrip({ person, lookedUp }: { person: Person; lookedUp: boolean }) {
  const { say } = useWords()
  return (
    <div className="person">
      <p className="person-name" data-known={person.maskedName !== null}>
        {person.maskedName ?? say(lookedUp ? 'person.notInRoster' : 'person.notLookedUp')}
      </p>
      <dl className="person-facts">
        <div>
          <dt>{say('person.number')}</dt>
          <dd className="number">{person.maskedNumber}</dd>
        </div>
        {person.union && (
          <div>
            <dt>{say('person.union')}</dt>
            <dd>{person.union.name}</dd>
          </div>
        )}
        {person.printedUnion && (
          <div className="person-printed">
            <dt>{say('person.printedUnion')}</dt>
            <dd>{person.printedUnion.name}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}
