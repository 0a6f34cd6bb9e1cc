// Where a roster lies in a folder: the same on the hub's disk, on a USB stick and in the terminal.
import { join } from 'node:path'
import type { RosterFile } from '../../shared/roster/manifest.ts'

export const MANIFEST = 'manifest.json'
/** The set before the present one; its files stay, and serve where a present one is damaged. */
export const PREVIOUS_MANIFEST = 'manifest.previous.json'
export const FILES = 'files'
/** Ending of names that are not in use yet. */
export const PART = '.part'

export function pathOfFile(dir: string, { sha256 }: RosterFile): string {
  return join(dir, FILES, sha256)
}
