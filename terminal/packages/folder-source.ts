// Packages in a folder: a USB stick, a network share, the hub's own disk.
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { breakCode, type OpenedFile, type PackageSource } from './package-source.ts'

const CHUNK_BYTES = 64 * 1024

export function createFolderSource(dir: string): PackageSource {
  return {
    judgedBy: 'FLOOR',
    async open(path, from): Promise<Result<OpenedFile | null, PackageProblem>> {
      const file = join(dir, path)
      try {
        await stat(dir)
      } catch (error) {
        return err({ kind: 'UNREACHABLE', detail: breakCode(error) })
      }
      try {
        if (!(await stat(file)).isFile()) return ok(null)
        return ok({ startsAt: from, chunks: chunksOf(file, from) })
      } catch (error) {
        const code = breakCode(error)
        return code === 'ENOENT' || code === 'ENOTDIR'
          ? ok(null)
          : err({ kind: 'CUT_OFF', detail: `${path}: ${code}` })
      }
    },
  }
}

async function* chunksOf(path: string, from: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    for (let at = from; ; ) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
