// What the counter should know while nobody stands there: a roster that is missing, damaged or old, packages on their way or refused.
import type { TerminalState } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'

export function IdleNotes({ roster, packages }: Pick<TerminalState, 'roster' | 'packages'>) {
  const { say } = useWords()
  const progress = packages?.progress
  const problem = packages?.problem
  return (
    <>
      {roster.status !== 'READY' && (
        <p className="idle-note" data-tone="alarm" role="alert">
          {say(roster.status === 'MISSING' ? 'idle.rosterMissing' : 'idle.rosterDamaged')}
        </p>
      )}
      {roster.isOld && (
        <p className="idle-note" data-tone="alarm">
          {say('idle.rosterOld', { days: roster.ageDays ?? 0 })}
        </p>
      )}
      {progress && (
        <p className="idle-note" role="status">
          {say('packages.syncing')} · {say(`packages.step.${progress.step}`)}{' '}
          <b className="number">{progress.percent}%</b>
          <progress max={100} value={progress.percent} aria-label={say('packages.syncing')} />
        </p>
      )}
      {/* A network that is away has its own light. */}
      {!progress && problem && problem !== 'UNREACHABLE' && problem !== 'BUSY' && (
        <p className="idle-note" data-tone="alarm">
          {say(`packages.problem.${problem}`)}
          <span className="idle-note-more">{say('packages.stays')}</span>
        </p>
      )}
    </>
  )
}
