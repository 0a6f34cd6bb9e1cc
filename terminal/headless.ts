// The terminal without a window: the second composition root beside electron/main.ts. Any Chromium on this machine is its screen.
import { ok, type Result } from '../shared/core/result.ts'
import { DEFAULT_PORT, startWebHost, type WebHost } from './host/web-host.ts'
import { guardProcess } from './launch/guard-process.ts'
import { notices, startProblemNotice } from './launch/notices.ts'
import { places } from './launch/places.ts'
import { createLog, type Log } from './log.ts'
import { openTerminal, type StartProblem } from './open-terminal.ts'

export interface HeadlessOptions {
  readonly dataDir: string
  readonly port?: number | undefined
  readonly pageDir?: string
  /** Messages for people, one line each; stderr unless told otherwise. */
  readonly complain?: (line: string) => void
  /** The address, alone on its line; stdout unless told otherwise. */
  readonly print?: (line: string) => void
}

export type Headless = Pick<WebHost, 'url' | 'singleUseUrl' | 'close'>

/** Runs until the process is asked to stop. Null: it could not start, the reason is on stderr and the exit code is 1. */
export async function headless(options: HeadlessOptions): Promise<Headless | null> {
  const complain = options.complain ?? ((line: string) => process.stderr.write(`${line}\n`))
  const print = options.print ?? ((line: string) => process.stdout.write(`${line}\n`))
  const log = createLog({ dataDir: options.dataDir })
  let close = async () => {}
  guardProcess({ log, complain, close: () => close() })

  const opened = await openHeadless(options, log, complain)
  if (!opened.ok) {
    complain(startProblemNotice(opened.error))
    log.error('root.start_problem', { kind: opened.error.kind })
    process.exitCode = 1
    return null
  }
  close = opened.value.close
  complain(notices.openAddress)
  print(opened.value.url)
  return opened.value
}

async function openHeadless(
  { dataDir, port = DEFAULT_PORT, pageDir = places.pageDir }: HeadlessOptions,
  log: Log,
  onProgress: (line: string) => void,
): Promise<Result<Headless, StartProblem>> {
  const terminal = await openTerminal({ dataDir, onProgress, log })
  if (!terminal.ok) return terminal
  const host = await startWebHost({ terminal: terminal.value, pageDir, port, log })
  return ok({
    url: host.url,
    singleUseUrl: host.singleUseUrl,
    async close() {
      await host.close()
      await terminal.value.close()
    },
  })
}
