// A real disk whose power is cut at a chosen step. What was not yet safe by the duties of the port may be kept or lost.
import { dirname } from 'node:path'
import { type RosterDisk, realDisk } from '../../terminal/roster/roster-disk.ts'

export interface CuttingDisk {
  readonly disk: RosterDisk
  /** Steps taken so far. */
  steps(): number
  /** Takes back every name that no `syncFolder` has made safe: the worst a file system may do. */
  loseUnsafeNames(): Promise<void>
}

export class PowerCut extends Error {}

/** Step number `cutAt` (from 0) fails, a write of it half done, and so does everything after it. */
export function createCuttingDisk(cutAt: number): CuttingDisk {
  let taken = 0
  const unsafe: { readonly folder: string; readonly undo: () => Promise<void> }[] = []

  async function step(act: () => Promise<void>, half: () => Promise<void> = async () => {}): Promise<void> {
    if (taken === cutAt) await half()
    if (taken++ >= cutAt) throw new PowerCut()
    await act()
  }

  /** How to bring back what a path held before. */
  async function before(path: string): Promise<void> {
    const bytes = await realDisk.read(path, 2 ** 30)
    const undo = () => (bytes === null ? realDisk.remove(path) : realDisk.write(path, bytes))
    unsafe.push({ folder: dirname(path), undo })
  }

  const disk: RosterDisk = {
    ...realDisk,
    makeFolder: (folder) => step(() => realDisk.makeFolder(folder)),
    write: (path, bytes) =>
      step(
        async () => {
          await before(path)
          await realDisk.write(path, bytes)
        },
        () => realDisk.write(path, bytes.subarray(0, bytes.length / 2)),
      ),
    rename: (from, to) =>
      step(async () => {
        await before(to)
        await before(from)
        await realDisk.rename(from, to)
      }),
    syncFolder: (folder) =>
      step(async () => {
        await realDisk.syncFolder(folder)
        for (let i = unsafe.length - 1; i >= 0; i--) if (unsafe[i]?.folder === folder) unsafe.splice(i, 1)
      }),
    remove: (path) =>
      step(async () => {
        await before(path)
        await realDisk.remove(path)
      }),
  }
  return {
    disk,
    steps: () => taken,
    async loseUnsafeNames() {
      for (const { undo } of unsafe.reverse()) await undo()
    },
  }
}
