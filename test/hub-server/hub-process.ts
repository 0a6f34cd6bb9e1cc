// The real hub in a process of its own, for tests that kill it.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../hub/cli.ts', import.meta.url))

export interface HubProcess {
  readonly address: string
  stderr(): string
  /** Kills it the hard way and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop; its exit code. */
  stop(): Promise<number | null>
}

export async function startHub(dataDir: string, databaseUrl?: string): Promise<HubProcess> {
  const args = [cli, 'serve', '--data', dataDir, '--port', '0']
  if (databaseUrl !== undefined) args.push('--database', databaseUrl)
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const closed = once(child, 'close')
  const address = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    closed.then(() => null),
  ])
  if (address === null) throw new Error(`the hub did not start:\n${stderr}`)
  return {
    address,
    stderr: () => stderr,
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    async stop() {
      child.kill('SIGTERM')
      await closed
      return child.exitCode
    },
  }
}

export function runHubCommand(
  ...args: string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

export function adminTokenOf(dataDir: string): string {
  return readFileSync(join(dataDir, 'admin-token'), 'utf8').trim()
}
