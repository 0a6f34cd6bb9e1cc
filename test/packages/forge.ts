// What an attacker, or a mistaken publisher, may lay into a package folder: files signed by keys of choice.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRepository, type Present, sha256Of } from '../../hub/publish/repository.ts'
import {
  metaOf,
  signSnapshot,
  signTargets,
  signTimestamp,
  type TargetFacts,
} from '../../hub/publish/sign-metadata.ts'
import { type PackageRole, readKeys, type SigningKey } from '../../hub/publish/signing-key.ts'
import { hashedPath } from '../../shared/packages/package-paths.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type { City } from './city.ts'

/** A copy of what is published, to be changed at will. */
export function copyOf(city: City): City {
  const packagesDir = temporaryFolder()
  cpSync(city.packagesDir, packagesDir, { recursive: true })
  return { ...city, firstRoot: city.firstRoot, packagesDir }
}

export function metadataFile({ packagesDir }: City, name: string): string {
  return join(packagesDir, 'metadata', name)
}

export function readMetadata(city: City, name: string): Buffer {
  return readFileSync(metadataFile(city, name))
}

export function writeMetadata(city: City, name: string, content: unknown): void {
  writeFileSync(metadataFile(city, name), Buffer.isBuffer(content) ? content : JSON.stringify(content))
}

export function presentOf(city: City): Present & { readonly set: NonNullable<Present['set']> } {
  const read = openRepository(city.packagesDir).read()
  if (!read.ok || !read.value?.set) throw new Error('nothing is published')
  return { ...read.value, set: read.value.set }
}

export function keysFor(city: City, role: PackageRole): SigningKey[] {
  return readKeys(city.keysDir).filter((key) => key.role === role)
}

/** Where the bytes of a target lie. */
export function targetFile(city: City, path: string): string {
  const sha256 = presentOf(city).set.targets.signed.targets[path]?.hashes.sha256 ?? ''
  return join(city.packagesDir, hashedPath(path, sha256))
}

/** Publishes targets of choice with the city's own keys: what a publisher could do that does not check. */
export function publishTargets(city: City, change: (targets: TargetFacts[]) => TargetFacts[]): void {
  const { set } = presentOf(city)
  const targets = Object.values(set.targets.signed.targets).map(({ path, length, hashes }) => ({
    path,
    length,
    sha256: hashes.sha256 ?? '',
  }))
  const repository = openRepository(city.packagesDir)
  const version = set.targets.signed.version + 1
  const bytes = repository.writeVersioned(
    signTargets(version, change(targets), keysFor(city, 'targets'), city.now),
  )
  publishSnapshot(city, { version, bytes })
}

export function publishSnapshot(
  city: City,
  targets: { readonly version: number; readonly bytes: Uint8Array },
): void {
  const { set } = presentOf(city)
  const repository = openRepository(city.packagesDir)
  const version = set.snapshot.signed.version + 1
  const bytes = repository.writeVersioned(signSnapshot(version, targets, keysFor(city, 'snapshot'), city.now))
  publishTimestamp(city, { version, bytes })
}

export function publishTimestamp(
  city: City,
  snapshot: { readonly version: number; readonly bytes: Uint8Array },
  keys = keysFor(city, 'timestamp'),
): void {
  const version = presentOf(city).set.timestamp.signed.version + 1
  openRepository(city.packagesDir).writeTimestamp(signTimestamp(version, metaOf(snapshot), city.now, keys))
}

/** Lays bytes into the folder under a target's name. */
export function addTarget(city: City, path: string, bytes: Uint8Array): TargetFacts {
  const sha256 = sha256Of(bytes)
  openRepository(city.packagesDir).addTarget(path, sha256, () => bytes)
  return { path, length: bytes.length, sha256 }
}
