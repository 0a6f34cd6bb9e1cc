// A pair of pseudo terminals made by socat: one end is the scanner's cable, the other its port. Killing socat is an unplug.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe } from 'vitest'

function hasSocat(): boolean {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    process.stderr.write('socat is not installed: serial tests over pseudo terminals are skipped\n')
    return false
  }
}

/** Serial tests: skipped, visibly, where socat is not installed. */
export const describeOverPty = describe.skipIf(!hasSocat())

export interface Pty {
  /** The path that the driver opens. */
  readonly path: string
  /** What the scanner sends, in one go. */
  send(bytes: string | Uint8Array): Promise<void>
  unplug(): Promise<void>
  plug(): Promise<void>
  dispose(): Promise<void>
}

export async function createPty(): Promise<Pty> {
  const folder = mkdtempSync(join(tmpdir(), 'pty-'))
  const path = join(folder, 'port')
  const cable = join(folder, 'cable')
  let socat: ChildProcess | null = null
  let cableFd = -1
  // socat ends when the last opener of an end goes; a real cable stays when the program closes its port.
  let holdFd = -1

  async function plug(): Promise<void> {
    if (socat) return
    socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${cable}`], {
      stdio: 'ignore',
    })
    while (!existsSync(path) || !existsSync(cable)) await pause(5)
    const mode = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK
    cableFd = openSync(cable, mode)
    holdFd = openSync(path, mode)
  }

  async function unplug(): Promise<void> {
    const running = socat
    if (!running) return
    socat = null
    const exited = once(running, 'exit')
    running.kill()
    await exited
    closeSync(cableFd)
    closeSync(holdFd)
    rmSync(path, { force: true })
    rmSync(cable, { force: true })
  }

  await plug()
  return {
    path,
    async send(bytes) {
      let rest = typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes)
      while (rest.length > 0) rest = rest.subarray(await writeSome(cableFd, rest))
    },
    unplug,
    plug,
    async dispose() {
      await unplug()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A pseudo terminal holds 4 KiB; when it is full, the other side has to read first. */
async function writeSome(fd: number, bytes: Buffer): Promise<number> {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    await pause(2)
    return 0
  }
}
