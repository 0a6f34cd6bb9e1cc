// The disk of the package store whose power is cut at a chosen step. What was not safe by the duties of the port is kept or lost.
import { truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type PackageDisk, realPackageDisk } from '../../terminal/packages/package-disk.ts'

export interface CuttingDisk {
  readonly disk: PackageDisk
  /** Steps taken so far. */
  steps(): number
  /** Takes back every name that no `syncFolder` made safe, and all that was appended and not synced: the worst a disk may do. */
  loseWhatIsUnsafe(): Promise<void>
}

/** As the system says it, so that the store takes it for a failure of the disk. */
class PowerCut extends Error {
  readonly code = 'EIO'
}

/** Step number `cutAt` (from 0) fails, a write of it half done, and so does everything after it. */
export function createCuttingDisk(cutAt: number, error: () => Error = () => new PowerCut()): CuttingDisk {
  let taken = 0
  const real = realPackageDisk
  const unsafe: { readonly folder: string; readonly undo: () => Promise<void> }[] = []
  /** Bytes that are safe of files that were appended to. */
  const safeBytes = new Map<string, number>()

  async function step(act: () => Promise<void>, half: () => Promise<void> = async () => {}): Promise<void> {
    if (taken === cutAt) await half()
    if (taken++ >= cutAt) throw error()
    await act()
  }

  /** How to bring back what a path held before. */
  async function before(path: string): Promise<void> {
    const bytes = await real.read(path, 2 ** 30)
    const undo = () => (bytes === null ? real.remove(path) : real.write(path, bytes))
    unsafe.push({ folder: dirname(path), undo })
  }

  async function append(path: string, bytes: Uint8Array): Promise<void> {
    const size = await real.size(path)
    if (size === null) await before(path)
    if (!safeBytes.has(path)) safeBytes.set(path, size ?? 0)
    await real.append(path, bytes)
  }

  const disk: PackageDisk = {
    ...real,
    makeFolder: (folder) => step(() => real.makeFolder(folder)),
    append: (path, bytes) =>
      step(
        () => append(path, bytes),
        () => append(path, bytes.subarray(0, bytes.length / 2)),
      ),
    sync: (path) =>
      step(async () => {
        await real.sync(path)
        safeBytes.delete(path)
      }),
    write: (path, bytes) =>
      step(
        async () => {
          await before(path)
          await real.write(path, bytes)
        },
        () => real.write(path, bytes.subarray(0, bytes.length / 2)),
      ),
    rename: (from, to) =>
      step(async () => {
        await before(to)
        await before(from)
        await real.rename(from, to)
        // A file that was not synced is not safe under its new name either.
        const bytes = safeBytes.get(from)
        safeBytes.delete(from)
        if (bytes !== undefined) safeBytes.set(to, bytes)
      }),
    syncFolder: (folder) =>
      step(async () => {
        await real.syncFolder(folder)
        for (let at = unsafe.length - 1; at >= 0; at--)
          if (unsafe[at]?.folder === folder) unsafe.splice(at, 1)
      }),
    remove: (path) =>
      step(async () => {
        await before(path)
        safeBytes.delete(path)
        await real.remove(path)
      }),
  }
  return {
    disk,
    steps: () => taken,
    async loseWhatIsUnsafe() {
      for (const { undo } of unsafe.reverse()) await undo()
      for (const [path, bytes] of safeBytes) if ((await real.size(path)) !== null) await truncate(path, bytes)
    },
  }
}
