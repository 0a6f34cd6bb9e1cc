// Request bodies: JSON, plain or gzip, never larger than allowed once unpacked, never nested deeper than any message of ours.
import { gunzip } from 'node:zlib'
import { err, ok, type Result } from '../../shared/core/result.ts'

/** Of any request's body, unpacked. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024

/** The deepest message has 8; a body of a million brackets must not cost a stack. */
const MAX_DEPTH = 32

export type BodyProblem = 'BAD_REQUEST' | 'TOO_LARGE'

export async function readJsonBody(
  bytes: Uint8Array,
  encoding: string | undefined,
): Promise<Result<unknown, BodyProblem>> {
  const unpacked = await unpack(bytes, encoding?.trim().toLowerCase())
  if (!unpacked.ok) return unpacked
  if (isTooDeep(unpacked.value)) return err('BAD_REQUEST')
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(unpacked.value)))
  } catch {
    return err('BAD_REQUEST')
  }
}

async function unpack(bytes: Uint8Array, encoding?: string): Promise<Result<Uint8Array, BodyProblem>> {
  if (encoding === undefined || encoding === 'identity') return ok(bytes)
  if (encoding !== 'gzip') return err('BAD_REQUEST')
  return new Promise((resolve) => {
    // Stops as soon as the limit is passed: a bomb is never unpacked.
    gunzip(bytes, { maxOutputLength: MAX_BODY_BYTES }, (error, unpacked) => {
      if (!error) resolve(ok(unpacked))
      else
        resolve(err('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'TOO_LARGE' : 'BAD_REQUEST'))
    })
  })
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

function isTooDeep(json: Uint8Array): boolean {
  let depth = 0
  let isInText = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (isInText) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) isInText = false
    } else if (byte === QUOTE) isInText = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
  return false
}
