// The roster store opened over a package set. The store finds its manifest by name; here the names lead to the files of the set in
// use and of the one before it, under their hashes. So the roster switches with the set, by the set's one rename (PK3): an import
// into a folder of its own would be a second rename, and a cut between the two would leave a roster of one set and a stop list
// of another.
import { join } from 'node:path'
import { FILES, MANIFEST, PREVIOUS_MANIFEST } from '../roster/roster-paths.ts'
import { openRosterStore, type RosterStore, type StoreProblem } from '../roster/roster-store.ts'
import type { PackageDisk } from './package-disk.ts'

export interface SetRosterOptions {
  readonly disk: PackageDisk
  readonly dir: string
  /** Hashes of the manifests of the set in use and of the set before. */
  readonly manifest: string
  readonly manifestBefore: string | null
  readonly maxCachedRawBytes: number
  readonly onProblem: (problem: StoreProblem) => void
}

export function openSetRoster(options: SetRosterOptions): RosterStore {
  const { disk, dir, manifest, manifestBefore, ...rest } = options
  const named = new Map<string, string | null>([
    [join(dir, MANIFEST), manifest],
    [join(dir, PREVIOUS_MANIFEST), manifestBefore],
  ])
  return openRosterStore({
    ...rest,
    dir,
    disk: {
      ...disk,
      readNow(path, maxBytes) {
        const hash = named.get(path)
        if (hash === undefined) return disk.readNow(path, maxBytes)
        return hash === null ? null : disk.readNow(join(dir, FILES, hash), maxBytes)
      },
    },
  })
}
