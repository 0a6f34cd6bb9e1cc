// A log file with a cap: when it is full it becomes `.1` and a new one begins. Writing never makes a scan wait and never
// fails it: a full disk costs log lines, counted, and nothing else.
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { LogSink } from './log.ts'

export interface LogFileOptions {
  readonly path: string
  readonly capBytes?: number
}

const DEFAULT_CAP_BYTES = 2 * 1024 * 1024
/** Lines kept while the disk is slow; later ones are dropped. */
const MAX_WAITING_LINES = 2_000

export function openLogFile({ path, capBytes = DEFAULT_CAP_BYTES }: LogFileOptions): Required<LogSink> {
  let waiting: string[] = []
  let dropped = 0
  let writing: Promise<void> | null = null

  return {
    write(line) {
      if (waiting.length >= MAX_WAITING_LINES) dropped++
      else waiting.push(line)
      writing ??= drain()
    },
    close: async () => {
      while (writing) await writing
    },
  }

  async function drain(): Promise<void> {
    // Lines of one tick become one write.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = take()
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await rollOver()
        await appendFile(path, batch.text)
      } catch {
        dropped += batch.lines
      }
    }
    writing = null
  }

  function take(): { readonly text: string; readonly lines: number } {
    const lost = dropped > 0 ? `${JSON.stringify({ level: 40, event: 'log.dropped', lines: dropped })}\n` : ''
    const batch = { text: lost + waiting.join(''), lines: dropped + waiting.length }
    waiting = []
    dropped = 0
    return batch
  }

  async function rollOver(): Promise<void> {
    const bytes = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    if (bytes >= capBytes) await rename(path, `${path}.1`)
  }
}
