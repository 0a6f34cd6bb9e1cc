// The documents of a set: the files a city has put into `documents/`, and where it has put none, what ships with the hub.
// Every document is read as a terminal would read it; one that is wrong is named with its place (PK7).
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { aidCentres2014 } from '../../shared/packages/aid-centres.ts'
import { noMerchants } from '../../shared/packages/merchants.ts'
import { noNotices } from '../../shared/packages/notices.ts'
import type { PackageEntry, PackageKind } from '../../shared/packages/package-index.ts'
import { plan2014Document } from '../../shared/packages/plan-2014.ts'
import { formatDocument, MAX_DOCUMENT_BYTES, readDocument } from '../../shared/packages/read-document.ts'
import { noStops } from '../../shared/packages/stop-list.ts'
import { knownHolidays } from './holiday-table.ts'

export interface CollectedDocument {
  readonly entry: PackageEntry
  readonly bytes: Uint8Array
}

export interface DocumentProblem {
  /** Path under `documents/`. */
  readonly path: string
  readonly sentence: string
}

export interface CollectedDocuments {
  readonly documents: readonly CollectedDocument[]
  readonly problems: readonly DocumentProblem[]
}

const single = [
  { kind: 'directory', shipped: () => aidCentres2014 },
  { kind: 'holidays', shipped: knownHolidays },
  { kind: 'merchants', shipped: () => noMerchants },
  { kind: 'notices', shipped: () => noNotices },
  { kind: 'stop-list', shipped: () => noStops },
] as const

export function collectDocuments(documentsDir: string): CollectedDocuments {
  const found = [
    ...singleDocuments(documentsDir),
    ...planDocuments(documentsDir),
    ...documentsIn(documentsDir, 'offers', 'offers'),
  ]
  const problems = found.flatMap(({ entry, bytes }) => {
    const sentence = problemOf(entry, bytes)
    return sentence === null ? [] : [{ path: entry.path, sentence }]
  })
  return { documents: found, problems }
}

function problemOf(entry: PackageEntry, bytes: Uint8Array): string | null {
  if (bytes.length > MAX_DOCUMENT_BYTES) return `is larger than ${MAX_DOCUMENT_BYTES} bytes`
  const read = readDocument(entry, bytes)
  return read.ok ? null : read.error
}

function singleDocuments(documentsDir: string): CollectedDocument[] {
  return single.map(({ kind, shipped }) => {
    const path = `${kind}.json`
    const file = join(documentsDir, path)
    return { entry: { kind, path }, bytes: isThere(file) ? readFileSync(file) : bytesOf(shipped()) }
  })
}

/** `plans/<id>.json`; the leaflet's plan stays published, because old answers are asked about by its periods. */
function planDocuments(documentsDir: string): CollectedDocument[] {
  const plans = documentsIn(documentsDir, 'plan', 'plans')
  if (plans.some(({ entry }) => entry.id === plan2014Document.id)) return plans
  return [entryOf('plan', 'plans', plan2014Document.id, bytesOf(plan2014Document)), ...plans]
}

/** The files of a kind of which there are several, named by their id. */
function documentsIn(documentsDir: string, kind: PackageKind, folder: string): CollectedDocument[] {
  const path = join(documentsDir, folder)
  if (!isThere(path)) return []
  const names = readdirSync(path).filter((name) => name.endsWith('.json'))
  return names
    .sort()
    .map((name) => entryOf(kind, folder, name.slice(0, -'.json'.length), readFileSync(join(path, name))))
}

function entryOf(kind: PackageKind, folder: string, id: string, bytes: Uint8Array): CollectedDocument {
  return { entry: { kind, id, path: `${folder}/${id}.json` }, bytes }
}

function bytesOf(document: unknown): Uint8Array {
  return Buffer.from(formatDocument(document))
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
