// Runs the hub's commands in processes of their own: the terminal knows what they print, not their code.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const HUB_COMMAND = fileURLToPath(new URL('../../hub/cli.ts', import.meta.url))

export function spawnHub(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [HUB_COMMAND, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Inside Electron the program of this process is Electron; it must be Node for once.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
}

/** Runs a command to its end and gives what it printed. Rejects when it fails; its messages have gone to `onMessage` by then. */
export async function runHubCommand(
  args: readonly string[],
  onMessage: (line: string) => void = () => {},
): Promise<string> {
  const hub = spawnHub(args)
  let printed = ''
  hub.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  if (hub.stderr) createInterface({ input: hub.stderr }).on('line', onMessage)
  const [code] = (await once(hub, 'close')) as [number | null]
  if (code !== 0) throw new Error(`hub ${args.slice(0, 2).join(' ')} ended with ${code}`)
  return printed
}
