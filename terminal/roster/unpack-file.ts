// From the bytes of a published file to raw bytes that are known to be the right ones: size, then SHA-256, and only then the
// decoder, which gets exactly the room the manifest allows. Knows zstd and hashes, not members.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { RosterFile } from '../../shared/roster/manifest.ts'

/** `BAD_FILE`: the bytes are the ones the manifest names, and still no roster file. */
export type FileProblemKind =
  | 'MISSING_FILE'
  | 'TRUNCATED_FILE'
  | 'OVERSIZED_FILE'
  | 'DAMAGED_FILE'
  | 'BAD_FILE'

export interface FileProblem {
  readonly kind: FileProblemKind
  /** For the log. Never a member. */
  readonly detail: string
}

type Raw = Result<Uint8Array, FileProblem>

export function unpackNow(packed: Uint8Array | null, file: RosterFile): Raw {
  const problem = checkPacked(packed, file)
  if (problem || packed === null) return err(problem ?? missing)
  try {
    return checkRaw(zstdDecompressSync(packed, roomFor(file)), file)
  } catch (error) {
    return err(decoderProblem(error))
  }
}

/** The same without holding up a scan. */
export async function unpack(packed: Uint8Array | null, file: RosterFile): Promise<Raw> {
  const problem = checkPacked(packed, file)
  if (problem || packed === null) return err(problem ?? missing)
  try {
    return checkRaw(await decompress(packed, roomFor(file)), file)
  } catch (error) {
    return err(decoderProblem(error))
  }
}

/** Null: these are the bytes the manifest names. */
export function checkPacked(packed: Uint8Array | null, { bytes, sha256 }: RosterFile): FileProblem | null {
  if (packed === null) return missing
  if (packed.length < bytes) return { kind: 'TRUNCATED_FILE', detail: `${packed.length} of ${bytes} bytes` }
  if (packed.length > bytes) return { kind: 'OVERSIZED_FILE', detail: `more than ${bytes} bytes` }
  if (createHash('sha256').update(packed).digest('hex') !== sha256)
    return { kind: 'DAMAGED_FILE', detail: 'SHA-256 differs' }
  return null
}

const decompress = promisify(zstdDecompress)
const missing: FileProblem = { kind: 'MISSING_FILE', detail: 'no such file' }

/** One chunk for all of the output: the decoder allocates once and never grows beyond what was announced. */
function roomFor({ rawBytes }: RosterFile) {
  return { maxOutputLength: rawBytes, chunkSize: Math.max(64, rawBytes) }
}

function checkRaw(raw: Uint8Array, { rawBytes }: RosterFile): Raw {
  if (raw.length === rawBytes) return ok(raw)
  return err({ kind: 'BAD_FILE', detail: `${raw.length} raw bytes instead of ${rawBytes}` })
}

function decoderProblem(error: unknown): FileProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  const kind = code === 'ERR_BUFFER_TOO_LARGE' ? 'OVERSIZED_FILE' : 'BAD_FILE'
  return { kind, detail: `zstd: ${code}` }
}
