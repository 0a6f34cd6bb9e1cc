// Starts our driver in a process of its own, as a user, and waits for what it hears.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export function readAs(uid: number, gid: number) {
  const child = spawn(process.execPath, ['test/hardware/guest/hid-reader.ts'], {
    uid,
    gid,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  })
  const closed = once(child, 'close')
  const lines: Record<string, unknown>[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)))
  return {
    async next(wanted: (line: Record<string, unknown>) => boolean) {
      for (const end = Date.now() + 60_000; Date.now() < end; await pause(20)) {
        const found = lines.find(wanted)
        if (found) return found
      }
      throw new Error(`heard only ${JSON.stringify(lines)}`)
    },
    async end() {
      child.kill('SIGTERM')
      await closed
    },
  }
}
