// Where packages come from: a hub, a cache, a stick. One port, so that the same code takes a set from each of them (PK1).
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'

/**
 * Duties:
 * - `open` gives the file from byte `from` on; a source that cannot may start earlier and says so in `startsAt`. Null: there is no
 *   such file.
 * - Iterating `chunks` throws when the source breaks off. It never waits for ever.
 * - Nothing is believed that comes from here: sizes and hashes are checked by the reader.
 */
export interface PackageSource {
  /** What tells whether a signature's time is over. `CLOCK`: the terminal's clock, for a source that could be newer at any
   *  moment. `FLOOR`: only what is known for sure, for a stick that has been carried for some days. */
  readonly judgedBy: 'CLOCK' | 'FLOOR'
  open(path: string, from: number): Promise<Result<OpenedFile | null, PackageProblem>>
}

export interface OpenedFile {
  readonly startsAt: number
  readonly chunks: AsyncIterable<Uint8Array>
}

/** A small file as a whole. Null: there is none. */
export async function readWhole(
  source: PackageSource,
  path: string,
  maxBytes: number,
): Promise<Result<Buffer | null, PackageProblem>> {
  const opened = await source.open(path, 0)
  if (!opened.ok || opened.value === null) return opened.ok ? ok(null) : opened
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of opened.value.chunks) {
      length += chunk.length
      if (length > maxBytes) return err({ kind: 'TOO_LARGE', detail: `${path}: more than ${maxBytes} bytes` })
      chunks.push(chunk)
    }
  } catch (error) {
    return err({ kind: 'CUT_OFF', detail: `${path}: after ${length} bytes, ${breakCode(error)}` })
  }
  return ok(Buffer.concat(chunks))
}

/** The system's code for a break, for technicians. */
export function breakCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
