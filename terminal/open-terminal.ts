// Builds the real terminal over a data folder: the one place where both hosts get journal, roster, scanners and clock.
import type { Result } from '../shared/core/result.ts'
import type { Terminal } from './terminal.ts'

export interface OpenOptions {
  /** Folder of everything this terminal keeps; made when absent. */
  readonly dataDir: string
  /** Says what takes time (demo data on first start), one line at a time. */
  readonly onProgress: (line: string) => void
}

/** Why a terminal cannot start; each has a sentence in `shared/words`. */
export type StartProblem =
  | { readonly kind: 'ALREADY_RUNNING' }
  | { readonly kind: 'DATA_FOLDER_UNUSABLE'; readonly detail: string }

export async function openTerminal(_options: OpenOptions): Promise<Result<Terminal, StartProblem>> {
  throw new Error('under construction')
}
