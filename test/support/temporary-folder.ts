// A folder of its own for each test, gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export function temporaryFolder(): string {
  const folder = keptFolder()
  onTestFinished(folder.remove)
  return folder.path
}

/** A folder for a whole file of tests, which removes it itself. */
export function keptFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'card-terminal-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
