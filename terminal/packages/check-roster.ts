// The roster of a set before it is switched to: every list is the one the manifest describes and the one that was signed. Done off
// the scan path, a list at a time.
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { err, type Result } from '../../shared/core/result.ts'
import { MOVED_INDEX_PATH, ROSTER_MANIFEST_PATH, shardPath } from '../../shared/packages/package-paths.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import {
  MAX_MANIFEST_BYTES,
  type Manifest,
  parseManifest,
  type RosterFile,
} from '../../shared/roster/manifest.ts'
import { openMoved, openUnionShard } from '../roster/open-file.ts'
import { FILES, pathOfFile } from '../roster/roster-paths.ts'
import { unpack } from '../roster/unpack-file.ts'
import type { SetFile } from './fetch-file.ts'
import type { PackageDisk } from './package-disk.ts'

export interface RosterCheck {
  readonly disk: PackageDisk
  readonly dir: string
  readonly files: readonly SetFile[]
  /** The manifest of the set in use: its lists were checked when they came. */
  readonly present: Manifest | null
  readonly onChecked: (done: number, total: number) => void
}

export async function checkRoster(check: RosterCheck): Promise<Result<Manifest, PackageProblem>> {
  const { disk, dir, files, present, onChecked } = check
  const byPath = new Map(files.map((file) => [file.path, file]))
  const manifest = await readManifest(disk, dir, byPath.get(ROSTER_MANIFEST_PATH)?.sha256)
  if (!manifest.ok) return manifest
  const { unions, moved } = manifest.value
  const isSameSet = present !== null && present.moved.sha256 === moved.sha256
  const known = new Set(present?.unions.map(lineOf) ?? [])
  const lists = [
    ...unions.map((union) => ({
      path: shardPath(union.code),
      file: union,
      isKnown: known.has(lineOf(union)),
      union,
    })),
    { path: MOVED_INDEX_PATH, file: moved, isKnown: isSameSet, union: null },
  ]
  for (const [done, { path, file, isKnown, union }] of lists.entries()) {
    const signed = byPath.get(path)
    if (!signed || signed.sha256 !== file.sha256 || signed.length !== file.bytes)
      return err({ kind: 'NOT_TOGETHER', detail: `${path}: the roster's manifest names another file` })
    if (isKnown) continue
    const raw = await unpack(await disk.read(pathOfFile(dir, file), file.bytes), file)
    await nextTurn()
    const opened = !raw.ok
      ? raw
      : union
        ? openUnionShard(raw.value, union)
        : openMoved(raw.value, manifest.value)
    if (!opened.ok)
      return err({ kind: 'BAD_DOCUMENT', detail: `${path}: ${opened.error.kind} ${opened.error.detail}` })
    await nextTurn()
    onChecked(done + 1, lists.length)
  }
  return manifest
}

/** What a list was checked against. */
function lineOf({
  sha256,
  rows,
  rawBytes,
  ...rest
}: RosterFile & { readonly code: string; readonly asOf: string }): string {
  return [rest.code, rest.asOf, rows, rawBytes, sha256].join(' ')
}

async function readManifest(
  disk: PackageDisk,
  dir: string,
  sha256: string | undefined,
): Promise<Result<Manifest, PackageProblem>> {
  const bytes = sha256 ? await disk.read(join(dir, FILES, sha256), MAX_MANIFEST_BYTES) : null
  if (!bytes) return err({ kind: 'MISSING_FILE', detail: ROSTER_MANIFEST_PATH })
  const manifest = parseManifest(bytes)
  return manifest.ok
    ? manifest
    : err({
        kind: 'BAD_DOCUMENT',
        detail: `${ROSTER_MANIFEST_PATH}: ${manifest.error.kind} ${manifest.error.detail}`,
      })
}
