// How old the roster is, in words.
import type { RosterLight } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'

export function RosterAge({ roster }: { roster: RosterLight }) {
  const { say, sayDay } = useWords()
  if (roster.status !== 'READY') return say(`status.roster${roster.status}`)
  const age = roster.ageDays
  return (
    <>
      {sayDay(roster.asOf)}
      {age !== null && <small className="status-age">{sayAge(age)}</small>}
    </>
  )

  function sayAge(days: number): string {
    if (days < 0) return say('status.rosterAhead')
    if (days === 0) return say('status.rosterToday')
    return days === 1 ? say('status.rosterYesterday') : say('status.rosterAge', { days })
  }
}
