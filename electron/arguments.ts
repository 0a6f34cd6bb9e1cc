// What the shell reads from its command line, among the switches that Chromium reads for itself.
import { resolve } from 'node:path'

/** The folder after `--data`; null: none was named. */
export function dataDirOf(argv: readonly string[]): string | null {
  const at = argv.indexOf('--data')
  const dir = at < 0 ? undefined : argv[at + 1]
  return dir === undefined ? null : resolve(dir)
}
