// The four services on their keys, and what was recorded on this screen, each with its way back.
import type { Screen } from '../../shared/bridge/state.ts'
import { type AidService, aidServices } from '../../shared/visit/services.ts'
import { sayTime } from '../../shared/words/say-day.ts'
import type { CounterActions } from '../desk/use-counter-actions.ts'
import { useWords } from '../language/use-words.ts'
import { Press } from './press.tsx'

type Recorded = Extract<Screen, { kind: 'noCard' }>['services'][number]

/** The line has room for this many; the list of today shows all. */
const SHOWN = 2

interface Props {
  readonly services: readonly Recorded[]
  readonly actions: CounterActions
}

export function ServiceDesk({ services, actions }: Props) {
  const { say } = useWords()
  const standing = services.filter((service) => !service.voided)
  const last = standing.at(-1)
  return (
    <section className="services" aria-label={say('services.title')}>
      <div className="services-keys">
        {aidServices.map((service, index) => (
          <ServiceKey
            key={service}
            service={service}
            cap={String(index + 1)}
            times={standing.filter((recorded) => recorded.service === service).length}
            onPress={() => actions.recordService(service)}
          />
        ))}
      </div>
      <ul className="services-recorded" aria-live="polite">
        {services.length === 0 && <li className="services-none">{say('services.title')}</li>}
        {services
          .slice(-SHOWN)
          .reverse()
          .map((recorded) => (
            <li key={recorded.visitId} data-voided={recorded.voided}>
              <span>
                {say(recorded.voided ? 'services.voided' : 'services.recorded', {
                  service: say(`service.${recorded.service}`),
                })}
              </span>
              <time>{sayTime(recorded.at)}</time>
              {recorded === last && (
                <Press
                  cap="U"
                  look="quiet"
                  onPress={() => actions.undo(recorded.visitId)}
                  label={say('services.undoLast')}
                >
                  {say('services.undo')}
                </Press>
              )}
            </li>
          ))}
      </ul>
    </section>
  )
}

interface KeyProps {
  readonly service: AidService
  readonly cap: string
  readonly times: number
  readonly onPress: () => void
}

function ServiceKey({ service, cap, times, onPress }: KeyProps) {
  const { say } = useWords()
  return (
    <Press cap={cap} look="service" onPress={onPress} isPressed={times > 0}>
      <span className="service-name">{say(`service.${service}`)}</span>
      {times > 0 && (
        <span className="service-mark" aria-hidden="true">
          {times > 1 ? `✓ ${times}` : '✓'}
        </span>
      )}
    </Press>
  )
}
