// The whole terminal without settings for the scanner: plug in, scan, and the visit is in the journal. Runs in the guest.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import type { TerminalState } from '../../../shared/bridge/state.ts'
import { readOrCreateKey } from '../../../terminal/journal/key-file.ts'
import { openSqliteJournal } from '../../../terminal/journal/sqlite-journal.ts'
import { makeLiveDataFolder } from '../../host/support/live-data-folder.ts'
import { connectScreen } from '../../support/running-terminal.ts'
import { plugScanner } from './scanner-at-counter.ts'

const dir = mkdtempSync(join(tmpdir(), 'terminal-'))
afterEach(() => rmSync(dir, { recursive: true, force: true }))

// Once in five runs or so V8 itself was seen to abort under emulation while the terminal started: one more try for that.
it('a scan of a scanner that nobody configured is a visit on disk', { retry: 1 }, async () => {
  const data = makeLiveDataFolder(join(dir, 'data'))
  mkdirSync(join(dir, 'page'))
  const script = 'test/host/support/run-headless.ts'
  const terminal = spawn(process.execPath, [script, data, join(dir, 'page')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(terminal, 'close')
  const [url] = await Promise.race([
    once(createInterface({ input: terminal.stdout }), 'line') as Promise<[string]>,
    closed.then(([code]) => Promise.reject(new Error(`the terminal ended with ${code}`))),
  ])
  const screen = await connectScreen(url)
  const until = (wanted: (state: TerminalState) => boolean) =>
    new Promise<TerminalState>((resolve) => {
      const found = screen.states.find(wanted)
      if (found) resolve(found)
      else screen.onState((state) => wanted(state) && resolve(state))
    })
  const lights = (state?: TerminalState) => state?.scanners.map(({ id, status }) => `${id} ${status}`)

  // Nobody has a HID scanner yet, and nobody is told so.
  expect(lights(await until(() => true))).toEqual(['wedge ready'])
  const at = await plugScanner()
  expect(lights(await until((state) => state.scanners.length > 1))).toEqual(['wedge ready', 'hid-1 ready'])
  at.scan('9010000123\r')
  const result = await until((state) => state.screen.kind === 'result')
  expect(result.screen.kind === 'result' && result.screen.person.maskedNumber).toBe('901****123')
  at.device.unplug()
  const gone = await until((state) => lights(state)?.[1] === 'hid-1 disconnected')
  expect(gone.queued).toBe(1)

  screen.close()
  terminal.kill('SIGTERM')
  await closed
  expect(existsSync(join(data, 'hid-scanner.seen'))).toBe(true)
  expect(readFileSync(join(data, 'log', 'terminal.log'), 'utf8')).not.toContain('9010000123')
  const key = readOrCreateKey(join(data, 'journal.key'), false)
  const journal = openSqliteJournal({ path: join(data, 'journal.db'), key, newId: () => crypto.randomUUID() })
  expect(journal.lastSeq()).toBe(1)
  journal.close()
})
