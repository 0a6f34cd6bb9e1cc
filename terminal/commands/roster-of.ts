// The roster of a data folder, as commands open it: problems go to stderr.
import { join } from 'node:path'
import { openRosterStore, type RosterStore } from '../roster/roster-store.ts'
import { complain, type DataFolder } from './command-context.ts'

export function rosterOf({ dir, settings }: DataFolder): RosterStore {
  return openRosterStore({
    dir: join(dir, 'roster'),
    maxCachedRawBytes: settings.rosterCacheMiB * 1024 * 1024,
    onProblem: ({ kind, unionCode }) => complain(`roster: ${kind}${unionCode ? ` union ${unionCode}` : ''}`),
  })
}
