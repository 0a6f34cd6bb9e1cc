// Replaces one union's list in the published roster: the good rows of a file become its new shard, all other files stay as they
// are. When nothing good can be read, nothing changes.
import { type Day, dayOfInstant } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { encodeRows } from '../../shared/roster/encode-shard.ts'
import type { Manifest, RosterUnion } from '../../shared/roster/manifest.ts'
import { MAX_RAW_BYTES } from '../../shared/roster/shard-columns.ts'
import { type FolderProblem, openRosterFolder } from '../roster/roster-folder.ts'
import type { ImportReport } from './import-report.ts'
import { type ListProblem, readList } from './read-list.ts'
import type { TextEncoding } from './text-encoding.ts'

export interface RosterImportOrder {
  /** The published roster: `manifest.json` and `files/`. */
  readonly dir: string
  readonly csvPath: string
  readonly unionCode: string
  /** Needed for a union that is not in the roster yet. */
  readonly name?: string
  readonly asOf: Day
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface ImportedRoster {
  readonly unionCode: string
  readonly name: string
  readonly asOf: Day
  readonly encoding: TextEncoding
  readonly report: ImportReport
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
  /** As-of date of the list this one replaces; null: the union is new. */
  readonly replacedAsOf: Day | null
  /** Numbers of the whole roster that more than one union lists. */
  readonly listedTwice: number
}

/** `NO_GOOD_ROWS` every row is bad, or there is none · `NAME_NEEDED` a new union without a name · `FUTURE_AS_OF` after today ·
 *  `TOO_LARGE` more members than one file holds. The report says what was found, where there is one. */
export interface RosterImportProblem {
  readonly kind:
    | ListProblem['kind']
    | FolderProblem['kind']
    | 'NO_GOOD_ROWS'
    | 'NAME_NEEDED'
    | 'FUTURE_AS_OF'
    | 'TOO_LARGE'
  readonly detail?: string
  readonly report?: ImportReport
}

export async function importRoster(
  order: RosterImportOrder,
): Promise<Result<ImportedRoster, RosterImportProblem>> {
  const { dir, csvPath, unionCode, asOf, now } = order
  if (asOf > dayOfInstant(now)) return err({ kind: 'FUTURE_AS_OF' })
  const folder = openRosterFolder(dir)
  const present = folder.readManifest()
  if (!present.ok) return present
  const before = present.value?.unions.find(({ code }) => code === unionCode)
  const name = order.name ?? before?.name
  if (name === undefined) return err({ kind: 'NAME_NEEDED' })
  const list = await readList(csvPath, asOf)
  if (!list.ok) return list
  const { rows, report, encoding } = list.value
  if (rows.length === 0) return err({ kind: 'NO_GOOD_ROWS', report })
  const raw = encodeRows({ unionCode, asOf }, rows)
  if (raw.length > MAX_RAW_BYTES) return err({ kind: 'TOO_LARGE', report })

  const file = await folder.addFile(raw, rows.length)
  const others = present.value?.unions.filter(({ code }) => code !== unionCode) ?? []
  const prefixes = before?.prefixes ?? homePrefixes(unionCode, others)
  const names = before ? { ...before, name } : { code: unionCode, name }
  const published = await folder.publish(
    [...others, { ...names, prefixes, asOf, ...file }],
    createdAt(present.value, now),
  )
  if (!published.ok) return published
  return ok({
    unionCode,
    name,
    asOf,
    encoding,
    report,
    rows: rows.length,
    bytes: file.bytes,
    sha256: file.sha256,
    replacedAsOf: before?.asOf ?? null,
    listedTwice: published.value.listedTwice,
  })
}

/** A new union is the home of its own code, unless the union it was merged into is. */
function homePrefixes(code: string, others: readonly RosterUnion[]): string[] {
  return others.some(({ prefixes }) => prefixes.includes(code)) ? [] : [code]
}

/** Always after the set before: terminals refuse an older one, and this machine's clock may have been set back. */
function createdAt(present: Manifest | null, now: number): string {
  const after = present ? Date.parse(present.createdAt) + 1 : 0
  return new Date(Math.max(now, after)).toISOString()
}
