// A file's text to JSON, or a sentence.
import { err, ok, type Result } from '../../shared/core/result.ts'

/** `null`: the file could not be read. A byte order mark, as some editors write it, is taken off. */
export function readJson(text: string | null): Result<unknown, string> {
  if (text === null) return err('cannot be read')
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    return err(`is not JSON: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
