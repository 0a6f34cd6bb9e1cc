// One complete verified set on this disk: which version, signed when, and the documents in it. The roster's lists are opened
// elsewhere, when they are asked.
import { join } from 'node:path'
import { type Day, dayOfInstant } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { OffersDocument } from '../../shared/offers/offers-document.ts'
import type { Directory } from '../../shared/packages/directory.ts'
import type { Holidays } from '../../shared/packages/holidays.ts'
import { type Merchants, noMerchants } from '../../shared/packages/merchants.ts'
import { type Notices, noNotices } from '../../shared/packages/notices.ts'
import type { PackageEntry, PackageIndex } from '../../shared/packages/package-index.ts'
import { INDEX_PATH, ROSTER_MANIFEST_PATH, SIGNED_AT_FIELD } from '../../shared/packages/package-paths.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { planOf } from '../../shared/packages/plan-document.ts'
import {
  MAX_DOCUMENT_BYTES,
  type PackageDocument,
  readDocument,
  readIndex,
} from '../../shared/packages/read-document.ts'
import { noStops, type StopList } from '../../shared/packages/stop-list.ts'
import type { Plan } from '../../shared/registration/plan.ts'
import { FILES } from '../roster/roster-paths.ts'
import type { SetFile } from './fetch-file.ts'
import type { PackageDisk } from './package-disk.ts'
import type { TrustedMetadata } from './trusted-metadata.ts'

export interface PackageSet {
  /** Rises with every change of the content. */
  readonly version: number
  /** When somebody last vouched for it, milliseconds since the epoch: a lower bound of the clock (CK1). */
  readonly signedAt: number
  readonly signedOn: Day
  readonly index: PackageIndex
  /** Hash of the roster's manifest; null: the set has no roster. */
  readonly rosterManifest: string | null
  plan(id: string): Plan | null
  /** Offers of a facility; null: the set has none for it. */
  offers(facilityId: string): OffersDocument | null
  readonly holidays: Holidays | null
  readonly directory: Directory | null
  readonly merchants: Merchants
  readonly notices: Notices
  readonly stopList: StopList
}

/** The signed list of files, checked for what this disk needs of it. */
export function filesOfSet(trusted: TrustedMetadata): Result<readonly SetFile[], PackageProblem> {
  const files: SetFile[] = []
  for (const { path, length, hashes } of trusted.targets()) {
    const { sha256 = '' } = hashes
    if (
      !/^[a-z0-9][A-Za-z0-9/._-]{0,120}$/.test(path) ||
      path.includes('..') ||
      !/^[0-9a-f]{64}$/.test(sha256)
    )
      return err({ kind: 'BAD_DOCUMENT', detail: 'targets.json: a file has no usable name or hash' })
    if (!Number.isSafeInteger(length) || length < 0 || length > MAX_FILE_BYTES)
      return err({ kind: 'TOO_LARGE', detail: `${path}: ${length} bytes` })
    files.push({ path, length, sha256 })
  }
  return ok(files)
}

/** The longest file of a set: a list of a roster may have 64 MiB before it is packed. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

/** Reads the documents of a set whose files are on this disk, and holds plans and offers to their examples (PK7). */
export function openPackageSet(
  disk: PackageDisk,
  dir: string,
  trusted: TrustedMetadata,
): Result<PackageSet, PackageProblem> {
  const files = filesOfSet(trusted)
  if (!files.ok) return files
  const byPath = new Map(files.value.map((file) => [file.path, file]))
  const read = (path: string): Uint8Array | null => {
    const file = byPath.get(path)
    return file
      ? disk.readNow(join(dir, FILES, file.sha256), Math.min(file.length, MAX_DOCUMENT_BYTES))
      : null
  }
  const indexBytes = read(INDEX_PATH)
  if (!indexBytes) return err({ kind: 'MISSING_FILE', detail: INDEX_PATH })
  const index = readIndex(indexBytes)
  if (!index.ok) return err({ kind: 'BAD_DOCUMENT', detail: `${INDEX_PATH}: ${index.error}` })
  const documents = readDocuments(index.value.documents, read)
  if (!documents.ok) return documents
  const hasRoster = index.value.documents.some(({ kind }) => kind === 'roster')
  const manifest = byPath.get(ROSTER_MANIFEST_PATH)
  if (hasRoster && !manifest) return err({ kind: 'MISSING_FILE', detail: ROSTER_MANIFEST_PATH })
  const signedAt = signedAtOf(trusted) ?? Date.parse(index.value.createdAt)
  return ok({
    version: trusted.targetsVersion(),
    signedAt,
    signedOn: dayOfInstant(signedAt),
    index: index.value,
    rosterManifest: hasRoster ? (manifest?.sha256 ?? null) : null,
    ...contentOf(documents.value),
  })
}

function readDocuments(
  entries: readonly PackageEntry[],
  read: (path: string) => Uint8Array | null,
): Result<readonly PackageDocument[], PackageProblem> {
  const documents: PackageDocument[] = []
  for (const entry of entries) {
    if (entry.kind === 'roster') continue
    const bytes = read(entry.path)
    if (!bytes) return err({ kind: 'MISSING_FILE', detail: entry.path })
    const document = readDocument(entry, bytes)
    if (!document.ok) return err({ kind: 'BAD_DOCUMENT', detail: `${entry.path}: ${document.error}` })
    if (document.value) documents.push(document.value)
  }
  return ok(documents)
}

function contentOf(documents: readonly PackageDocument[]) {
  const plans = new Map<string, Plan>()
  const offers = new Map<string, OffersDocument>()
  let holidays: Holidays | null = null
  let directory: Directory | null = null
  let merchants = noMerchants
  let notices = noNotices
  let stopList = noStops
  for (const document of documents) {
    if (document.kind === 'plan') plans.set(document.plan.id, planOf(document.plan))
    else if (document.kind === 'offers') offers.set(document.offers.facility, document.offers)
    else if (document.kind === 'holidays') holidays = document.holidays
    else if (document.kind === 'directory') directory = document.directory
    else if (document.kind === 'merchants') merchants = document.merchants
    else if (document.kind === 'notices') notices = document.notices
    else stopList = document.stopList
  }
  return {
    plan: (id: string) => plans.get(id) ?? null,
    offers: (facilityId: string) => offers.get(facilityId) ?? null,
    holidays,
    directory,
    merchants,
    notices,
    stopList,
  }
}

/** When the publisher signed; null: it does not say. */
export function signedAtOf(trusted: TrustedMetadata): number | null {
  const at = trusted.timestamp()?.unrecognizedFields[SIGNED_AT_FIELD]
  const ms = typeof at === 'string' ? Date.parse(at) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}
