// The stand-in's app: life and death of the process, and the single-instance lock, across real processes.
import { EventEmitter } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { records } from './records.ts'

class App extends EventEmitter {
  readonly isPackaged = process.env.STAND_IN_PACKAGED === '1'
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void records.switches.push(`${name}=${value}`),
  }
  readonly #paths = new Map<string, string>()
  /** Starts when the shell waits for it, not before: a second instance never opens a browser. */
  context: Promise<BrowserContext> | null = null

  getAppPath(): string {
    return process.env.STAND_IN_APP_DIR ?? ''
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }
  enableSandbox(): void {
    records.isSandboxEnabled = true
  }

  async whenReady(): Promise<void> {
    this.context = launchChromium()
    await this.context
  }

  /** Held by a file with our process id; the first instance hears of the second by a signal. */
  requestSingleInstanceLock(): boolean {
    const path = join(this.#paths.get('userData') ?? '', 'stand-in.lock')
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
    } catch {
      process.kill(Number(readFileSync(path, 'utf8')), 'SIGUSR2')
      return false
    }
    process.on('SIGUSR2', () => this.emit('second-instance', {}, [], ''))
    process.on('exit', () => rmSync(path, { force: true }))
    return true
  }

  quit(): void {
    setImmediate(() => {
      let isPrevented = false
      this.emit('will-quit', {
        preventDefault: () => {
          isPrevented = true
        },
      })
      if (!isPrevented) process.exit(0)
    })
  }
  exit(code = 0): void {
    process.exit(code)
  }
}

export const app = new App()
