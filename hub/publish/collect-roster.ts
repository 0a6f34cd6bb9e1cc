// The roster's files as targets: the manifest and one file a union, as they lie in the hub's roster folder.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageIndex } from '../../shared/packages/package-index.ts'
import { MOVED_INDEX_PATH, ROSTER_MANIFEST_PATH, shardPath } from '../../shared/packages/package-paths.ts'
import { asOfRange, parseManifest, type RosterFile } from '../../shared/roster/manifest.ts'
import { sha256Of } from './repository.ts'
import type { TargetFacts } from './sign-metadata.ts'

export interface SourceTarget extends TargetFacts {
  /** Throws when the file is not the one that was announced. */
  readonly read: () => Uint8Array
}

export interface CollectedRoster {
  readonly targets: readonly SourceTarget[]
  readonly summary: NonNullable<PackageIndex['roster']>
}

/** Null: the hub has no roster yet. The error names what is wrong with the manifest. */
export function collectRoster(rosterDir: string): Result<CollectedRoster | null, string> {
  const path = join(rosterDir, 'manifest.json')
  if (!statSync(path, { throwIfNoEntry: false })) return ok(null)
  const bytes = readFileSync(path)
  const parsed = parseManifest(bytes)
  if (!parsed.ok) return err(`${parsed.error.kind}: ${parsed.error.detail}`)
  const { unions, moved } = parsed.value
  const files = [
    ...unions.map((union) => ({ path: shardPath(union.code), file: union })),
    { path: MOVED_INDEX_PATH, file: moved },
  ]
  const { oldest, newest } = asOfRange(parsed.value)
  return ok({
    targets: [
      targetOf(ROSTER_MANIFEST_PATH, bytes),
      ...files.map(({ path, file }) => rosterTarget(rosterDir, path, file)),
    ],
    summary: {
      oldestAsOf: oldest,
      newestAsOf: newest,
      members: unions.reduce((sum, { rows }) => sum + rows, 0),
    },
  })
}

export function targetOf(path: string, bytes: Uint8Array): SourceTarget {
  return { path, length: bytes.length, sha256: sha256Of(bytes), read: () => bytes }
}

function rosterTarget(rosterDir: string, path: string, { bytes, sha256 }: RosterFile): SourceTarget {
  return {
    path,
    length: bytes,
    sha256,
    read() {
      const content = readFileSync(join(rosterDir, 'files', sha256))
      if (sha256Of(content) !== sha256) throw new Error(`${path} is damaged on the hub's disk`)
      return content
    },
  }
}
