// Where and when we are, how old the roster is, and whether the devices and the network are there.

import { sayTime, sayWeekday } from '../../shared/words/say-day.ts'
import { useTerminalState } from '../desk/desk.ts'
import { useTerminalClock } from '../desk/use-clock.ts'
import { useWords } from '../language/use-words.ts'
import { RosterAge } from './roster-age.tsx'
import { ScannerLights } from './scanner-lights.tsx'

export function StatusBar() {
  const state = useTerminalState()
  const at = useTerminalClock()
  const { say, sayDay, language } = useWords()
  return (
    <header className="status">
      <p className="status-facility">{language === 'en' ? state.facility.nameEn : state.facility.name}</p>
      <div className="status-clock">
        <time className="status-time number">{sayTime(at)}</time>
        <span className="status-date" data-alarm={state.clock === 'BEHIND'}>
          {sayDay(state.today)}{' '}
          {state.clock === 'BEHIND' ? say('status.clockBEHIND') : sayWeekday(state.today, language)}
        </span>
      </div>
      <dl className="status-facts">
        <div data-fact="roster" data-alarm={state.roster.status !== 'READY' || state.roster.isOld}>
          <dt>{say('status.roster')}</dt>
          <dd>
            <RosterAge roster={state.roster} />
          </dd>
        </div>
        <div data-fact="network" data-alarm={state.network === 'OFFLINE'}>
          <dt>{say('status.network')}</dt>
          <dd>{say(`status.${state.network}`)}</dd>
        </div>
        <div data-fact="queued">
          <dt>{say('status.queued')}</dt>
          <dd className="number">{state.queued}</dd>
        </div>
        <div data-fact="services">
          <dt>{say('status.servicesToday')}</dt>
          <dd className="number">{state.servicesToday}</dd>
        </div>
        <div data-fact="scanner">
          <dt className={state.scanners.length > 1 ? 'only-read' : ''}>{say('status.scanner')}</dt>
          <dd>
            <ScannerLights scanners={state.scanners} />
          </dd>
        </div>
      </dl>
    </header>
  )
}
