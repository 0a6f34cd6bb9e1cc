// Which set is in use: one small file that holds the set's signed metadata whole. Replacing it is the switch, by one rename (PK3);
// the files of the set lie beside it under their hashes, shared by all sets.
import { join } from 'node:path'
import { z } from 'zod'
import { PART } from '../roster/roster-paths.ts'
import type { PackageDisk } from './package-disk.ts'

export const PRESENT = 'present.json'
/** The set before the present one, where its content differs: it serves when a file of the present one is damaged. */
export const BEFORE = 'before.json'
/** Newer roots than the one the terminal came with. Kept as soon as they are verified, also when the rest of a sync fails. */
export const ROOTS = 'roots.json'

const MAX_POINTER_BYTES = 16 * 1024 * 1024

const pointerSchema = z.strictObject({
  format: z.literal('union-card-package-set'),
  version: z.literal(1),
  /** The roots between the one the terminal trusts from the start and the set's, as they were signed. */
  roots: z.array(z.string()),
  timestamp: z.string(),
  snapshot: z.string(),
  targets: z.string(),
})
export type SetPointer = z.infer<typeof pointerSchema>

const rootsSchema = z.strictObject({ roots: z.array(z.string()) })

/** Null: there is none. `DAMAGED`: there is one that cannot be read. */
export function readPointer(disk: PackageDisk, dir: string, name: string): SetPointer | 'DAMAGED' | null {
  try {
    const bytes = disk.readNow(join(dir, name), MAX_POINTER_BYTES)
    return bytes === null ? null : pointerSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return 'DAMAGED'
  }
}

export async function writePointer(
  disk: PackageDisk,
  dir: string,
  name: string,
  pointer: SetPointer,
): Promise<void> {
  await replace(disk, dir, name, pointer)
}

export function readRoots(disk: PackageDisk, dir: string): readonly string[] {
  try {
    const bytes = disk.readNow(join(dir, ROOTS), MAX_POINTER_BYTES)
    return bytes === null ? [] : rootsSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).roots
  } catch {
    // They are fetched again, one by one.
    return []
  }
}

export async function writeRoots(disk: PackageDisk, dir: string, roots: readonly string[]): Promise<void> {
  await replace(disk, dir, ROOTS, { roots })
}

async function replace(disk: PackageDisk, dir: string, name: string, content: unknown): Promise<void> {
  const path = join(dir, name)
  await disk.write(path + PART, Buffer.from(JSON.stringify(content)))
  await disk.rename(path + PART, path)
  await disk.syncFolder(dir)
}
