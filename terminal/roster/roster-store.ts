// The roster on this terminal's disk: answers lookups from the present set, and where one of its files is damaged, from the
// set before it. Opens a shard when it is first asked. Knows nothing of screens or visits.
import type { MemberNumber } from '../../shared/card/member-number.ts'
import type { Result } from '../../shared/core/result.ts'
import { filesOf, type RosterUnion } from '../../shared/roster/manifest.ts'
import type { Shard } from '../../shared/roster/open-shard.ts'
import type { Lookup, Roster, RosterSummary } from '../../shared/roster/roster.ts'
import { type ImportProblem, importFiles, type OnImportProgress } from './import-roster.ts'
import { openUnionShard } from './open-file.ts'
import { type RosterDisk, realDisk, systemCode } from './roster-disk.ts'
import { MANIFEST, PREVIOUS_MANIFEST, pathOfFile } from './roster-paths.ts'
import { openRosterSet, type RosterSet, type UnionList } from './roster-set.ts'
import { createShardCache } from './shard-cache.ts'
import { unpackNow } from './unpack-file.ts'

export interface RosterStoreOptions {
  /** Folder with `manifest.json` and `files/`; made by the first import. */
  readonly dir: string
  /** Memory for open shards, in bytes. */
  readonly maxCachedRawBytes: number
  /** Called once for each file found damaged. Carries no personal data. */
  readonly onProblem?: (problem: StoreProblem) => void
  readonly disk?: RosterDisk
}

export interface StoreProblem {
  readonly kind: 'MANIFEST_DAMAGED' | 'INDEX_DAMAGED' | 'SHARD_DAMAGED'
  /** The union whose list is damaged; null: the whole set. */
  readonly unionCode: string | null
  readonly detail: string
}

export interface RosterStore extends Roster {
  /** Brings in the set of another folder. Lookups go on meanwhile; on any failure the present set keeps serving. */
  importRoster(fromDir: string, onProgress?: OnImportProgress): Promise<Result<RosterSummary, ImportProblem>>
}

export function openRosterStore(options: RosterStoreOptions): RosterStore {
  const { dir, maxCachedRawBytes, onProblem = () => {}, disk = realDisk } = options
  const cache = createShardCache(maxCachedRawBytes)
  const from = { disk, dir, placeOf: cache.placeOf }
  let isImporting = false
  let sets = openSets()

  function openSets(): {
    status: RosterSummary['status']
    present: RosterSet | null
    before: RosterSet | null
  } {
    const present = openRosterSet(from, MANIFEST)
    const before = openRosterSet(from, PREVIOUS_MANIFEST)
    const spare = before.ok ? before.value : null
    if (present.ok) return { status: 'READY', present: present.value, before: spare }
    // A set is served whole or not at all: an old moved index over new lists would lose members.
    const { kind, detail } = present.error
    if (kind === 'MISSING' && !spare) return { status: 'MISSING', present: null, before: null }
    onProblem({ kind: kind === 'MISSING' ? 'MANIFEST_DAMAGED' : kind, unionCode: null, detail })
    return { status: spare ? 'READY' : 'DAMAGED', present: spare, before: null }
  }

  function shardOf({ union, place }: UnionList): Shard | null {
    const open = cache.ask(place)
    if (open || place.isDamaged) return open
    const read = readShard(union)
    if (typeof read === 'string') {
      place.isDamaged = true
      onProblem({ kind: 'SHARD_DAMAGED', unionCode: union.code, detail: read })
      return null
    }
    cache.keep(place, read)
    return read
  }

  /** The shard, or what is wrong with it. */
  function readShard(union: RosterUnion): Shard | string {
    try {
      const raw = unpackNow(disk.readNow(pathOfFile(dir, union), union.bytes), union)
      const shard = raw.ok ? openUnionShard(raw.value, union) : raw
      return shard.ok ? shard.value : `${shard.error.kind}: ${shard.error.detail}`
    } catch (error) {
      return systemCode(error)
    }
  }

  function find(number: MemberNumber): Lookup {
    const { status, present, before } = sets
    if (!present) return { kind: status === 'MISSING' ? 'MISSING' : 'DAMAGED' }
    const list = present.listOf(number)
    if (!list) return { kind: 'ABSENT', asOf: present.oldestAsOf }
    let serving: UnionList | undefined = list
    let shard = shardOf(list)
    if (!shard) {
      serving = before?.list(list.union.code)
      shard = serving ? shardOf(serving) : null
    }
    if (!shard || !serving) return { kind: 'DAMAGED' }
    const member = shard.find(number)
    if (!member) return { kind: 'ABSENT', asOf: shard.asOf }
    return { kind: 'FOUND', member, asOf: shard.asOf, shardSha256: serving.union.sha256 }
  }

  function summary(): RosterSummary {
    const { status, present } = sets
    return {
      status,
      oldestAsOf: present?.oldestAsOf ?? null,
      newestAsOf: present?.newestAsOf ?? null,
      members: present?.members ?? 0,
    }
  }

  return {
    find,
    summary,
    unionName: (code) => sets.present?.list(code)?.union.name ?? null,
    async importRoster(fromDir, onProgress = () => {}) {
      if (isImporting) return { ok: false, error: { kind: 'BUSY', detail: 'another import is running' } }
      isImporting = true
      try {
        const imported = await importFiles({ disk, dir, fromDir, present: sets.present, onProgress })
        if (!imported.ok) return imported
        // Reading starts afresh: what was damaged may be whole again.
        cache.renew(new Set(filesOf(imported.value).map(({ sha256 }) => sha256)))
        sets = openSets()
        return { ok: true, value: summary() }
      } finally {
        isImporting = false
      }
    },
  }
}
