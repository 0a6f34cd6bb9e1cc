// The published roster on the hub's disk: `manifest.json` and `files/<sha256>`, the folder terminals import from. Files are
// never changed, only added; the manifest is replaced by one rename.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { buildMovedIndex } from '../../shared/roster/build-moved-index.ts'
import {
  filesOf,
  formatManifest,
  type Manifest,
  manifestSchema,
  parseManifest,
  type RosterFile,
  type RosterUnion,
} from '../../shared/roster/manifest.ts'
import { openShard } from '../../shared/roster/open-shard.ts'
import { syncFolder, writeDurably } from './write-durably.ts'
import { packFrame, unpackFrame } from './zstd-frame.ts'

export interface RosterFolder {
  readonly dir: string
  /** Null: nothing published yet. */
  readManifest(): Result<Manifest | null, FolderProblem>
  /** Packs and keeps one file. Part of a set only after `publish`. */
  addFile(raw: Uint8Array, rows: number): Promise<RosterFile>
  /** Derives the moved index, then makes these unions the published set and removes what no longer belongs to it. */
  publish(unions: readonly RosterUnion[], createdAt: string): Promise<Result<Published, FolderProblem>>
}

export interface FolderProblem {
  readonly kind: 'BAD_MANIFEST' | 'SHARD_DAMAGED'
  readonly detail: string
}

export interface Published {
  readonly manifest: Manifest
  /** Numbers that more than one union lists; the newest list holds them. */
  readonly listedTwice: number
}

export function openRosterFolder(dir: string): RosterFolder {
  const filesDir = join(dir, 'files')
  const manifestPath = join(dir, 'manifest.json')

  function readManifest(): Result<Manifest | null, FolderProblem> {
    const bytes = readIfThere(manifestPath)
    if (bytes === null) return ok(null)
    const manifest = parseManifest(bytes)
    return manifest.ok ? manifest : err({ kind: 'BAD_MANIFEST', detail: manifest.error.detail })
  }

  async function addFile(raw: Uint8Array, rows: number): Promise<RosterFile> {
    const packed = await packFrame(raw)
    const sha256 = createHash('sha256').update(packed).digest('hex')
    mkdirSync(filesDir, { recursive: true })
    writeDurably(join(filesDir, sha256), packed)
    return { rows, bytes: packed.length, rawBytes: raw.length, sha256 }
  }

  function openUnion(union: RosterUnion) {
    const shard = openShard(unpackFrame(readFileSync(join(filesDir, union.sha256)), union.rawBytes))
    return shard.ok ? shard : err<FolderProblem>({ kind: 'SHARD_DAMAGED', detail: `union ${union.code}` })
  }

  async function publish(unions: readonly RosterUnion[], createdAt: string) {
    const built = buildMovedIndex(unions.map((union) => ({ ...union, open: () => openUnion(union) })))
    if (!built.ok) return built
    const manifest = manifestSchema.parse({
      format: 'union-card-roster',
      version: 1,
      createdAt,
      unions: unions.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      moved: await addFile(built.value.raw, built.value.rows),
    })
    syncFolder(filesDir)
    writeDurably(manifestPath, Buffer.from(formatManifest(manifest)))
    syncFolder(dir)
    const named = new Set(filesOf(manifest).map(({ sha256 }) => sha256))
    for (const name of readdirSync(filesDir)) if (!named.has(name)) rmSync(join(filesDir, name))
    return ok({ manifest, listedTwice: built.value.listedTwice })
  }

  return { dir, readManifest, addFile, publish }
}

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
