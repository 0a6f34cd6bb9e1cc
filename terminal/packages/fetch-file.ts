// One file of a set from the source to this disk, under its hash. Resumes where an earlier try was cut, and believes nothing before
// the hash of the whole file is right.
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { hashedPath } from '../../shared/packages/package-paths.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { FILES, PART } from '../roster/roster-paths.ts'
import type { PackageDisk } from './package-disk.ts'
import { breakCode, type OpenedFile, type PackageSource } from './package-source.ts'

/** Files on their way: they survive a restart, so that the next try goes on. */
export const INCOMING = 'incoming'

export interface SetFile {
  readonly path: string
  readonly length: number
  readonly sha256: string
}

export interface FileJob {
  readonly disk: PackageDisk
  readonly dir: string
  readonly source: PackageSource
  /** Called as bytes come in. */
  readonly onBytes: (bytes: number) => void
}

/** After it is ok the file lies in `files/`, its content safe; its name is after `syncFolder`. */
export async function fetchFile(job: FileJob, file: SetFile): Promise<Result<null, PackageProblem>> {
  const { disk, dir, onBytes } = job
  const path = join(dir, FILES, file.sha256)
  if ((await disk.size(path)) === file.length && (await disk.hash(path)) === file.sha256) {
    onBytes(file.length)
    return ok(null)
  }
  const part = join(dir, INCOMING, file.sha256 + PART)
  const before = await disk.size(part)
  const first = await fillPart(job, file, part, before ?? 0)
  if (!first.ok) return first
  if ((await disk.hash(part)) !== file.sha256) {
    await disk.remove(part)
    // What was left by an earlier try may be at fault: the source gets one chance from the start.
    if (!before) return altered(file)
    const again = await fillPart(job, file, part, 0)
    if (!again.ok) return again
    if ((await disk.hash(part)) !== file.sha256) {
      await disk.remove(part)
      return altered(file)
    }
  }
  await disk.sync(part)
  await disk.rename(part, path)
  return ok(null)
}

/** Brings the part to the file's length. `held`: bytes of it that are here. */
async function fillPart(
  job: FileJob,
  file: SetFile,
  part: string,
  held: number,
): Promise<Result<null, PackageProblem>> {
  const { disk, source, onBytes } = job
  if (held > file.length || held === 0) {
    await disk.remove(part)
    held = 0
  }
  if (held === file.length && held > 0) return ok(null)
  const opened = await source.open(hashedPath(file.path, file.sha256), held)
  if (!opened.ok) return opened
  if (opened.value === null) return err({ kind: 'MISSING_FILE', detail: file.path })
  if (opened.value.startsAt !== held) {
    await disk.remove(part)
    if (opened.value.startsAt !== 0) return err({ kind: 'CUT_OFF', detail: `${file.path}: wrong range` })
    held = 0
  }
  onBytes(held)
  const reached = await append(job, file, part, { ...opened.value, startsAt: held })
  if (!reached.ok) return reached
  if (reached.value === file.length) return ok(null)
  return err({ kind: 'CUT_OFF', detail: `${file.path}: ${reached.value} of ${file.length} bytes` })
}

async function append(
  { disk, onBytes }: FileJob,
  file: SetFile,
  part: string,
  { startsAt, chunks }: OpenedFile,
): Promise<Result<number, PackageProblem>> {
  let held = startsAt
  const incoming = chunks[Symbol.asyncIterator]()
  try {
    // An empty file comes without a piece.
    if (held === 0) await disk.append(part, new Uint8Array())
    for (;;) {
      const next = await nextOf(incoming)
      if (!next.ok)
        return err({
          kind: 'CUT_OFF',
          detail: `${file.path}: after ${held} of ${file.length} bytes, ${next.error}`,
        })
      if (next.value === null) return ok(held)
      held += next.value.length
      if (held > file.length) {
        await disk.remove(part)
        return err({ kind: 'TOO_LARGE', detail: `${file.path}: more than ${file.length} bytes` })
      }
      await disk.append(part, next.value)
      onBytes(next.value.length)
    }
  } finally {
    // Whatever happened here, the source is let go.
    await incoming.return?.()
  }
}

/** The next piece, null at the end. The source breaking off is told apart from the disk failing. */
async function nextOf(incoming: AsyncIterator<Uint8Array>): Promise<Result<Uint8Array | null, string>> {
  try {
    const { done, value } = await incoming.next()
    return ok(done ? null : value)
  } catch (error) {
    return err(breakCode(error))
  }
}

function altered({ path }: SetFile): Result<null, PackageProblem> {
  return err({ kind: 'ALTERED', detail: `${path}: SHA-256 differs` })
}
