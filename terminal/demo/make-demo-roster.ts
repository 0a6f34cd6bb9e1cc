// Has the hub's command make a demo roster, in a process of its own: the terminal knows the hub's output, not its code.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Day } from '../../shared/core/day.ts'

const HUB_COMMAND = fileURLToPath(new URL('../../hub/cli.ts', import.meta.url))

export interface DemoRosterRequest {
  readonly dir: string
  readonly members: number
  readonly seed: number
  readonly asOf: Day
  readonly onProgress: (line: string) => void
}

/** Rejects when the command fails; its messages have gone to `onProgress` by then. */
export function makeDemoRoster({ dir, members, seed, asOf, onProgress }: DemoRosterRequest): Promise<void> {
  const options = { members, seed, 'as-of': asOf, data: dir }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  return new Promise((resolve, reject) => {
    const hub = spawn(process.execPath, [HUB_COMMAND, 'demo-data', ...flags], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Inside Electron the program of this process is Electron; it must be Node for once.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    })
    createInterface({ input: hub.stderr }).on('line', onProgress)
    hub.on('error', reject)
    hub.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`demo data: the hub command ended with ${code}`))
    })
  })
}
