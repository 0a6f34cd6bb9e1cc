// Bad days of a real terminal: a full disk, a vanished folder, a second copy, broken settings. Each is said, and the terminal lives.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Screen, TerminalState } from '../../shared/bridge/state.ts'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'
import {
  type ConnectedScreen,
  connectScreen,
  type RunningTerminal,
  runTerminal,
} from '../support/running-terminal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const isWindows = process.platform === 'win32'

/** Only root may make a small disk of its own. */
function canMount(): boolean {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('unshare', ['--mount', 'true']).status === 0
  )
}

async function started(...args: Parameters<typeof runTerminal>): Promise<RunningTerminal> {
  const terminal = await runTerminal(...args)
  if (!('url' in terminal)) throw new Error(`did not start: ${terminal.stderr}`)
  onTestFinished(() => terminal.kill())
  return terminal
}

/** Scans, and resolves with the next screen. */
async function scan(screen: ConnectedScreen, text: string): Promise<Screen> {
  await screen.call('scan', { scanId: randomUUID(), text, agoMs: 0, source: 'wedge' })
  return (screen.states.at(-1) as TerminalState).screen
}

const someNumber = (index: number) => `901${String(index).padStart(7, '0')}`
const logOf = (dataDir: string) => readFileSync(join(dataDir, 'log', 'terminal.log'), 'utf8')

describe.skipIf(isWindows)('a full disk', () => {
  it('is said before anything is shown as recorded, and the terminal goes on answering', async () => {
    const dataDir = makeLiveDataFolder(temporaryFolder())
    // A limit on the size of any file, as `ulimit -f` in blocks: the journal really cannot grow.
    const wrap = (command: string[]) => [
      'bash',
      '-c',
      `trap '' XFSZ; ulimit -f 192; exec "$@"`,
      'bash',
      ...command,
    ]
    const terminal = await started(dataDir, { wrap })
    const screen = await connectScreen(terminal.url)
    let recorded = 0
    let shown: Screen = { kind: 'idle' }
    while (recorded < 3000) {
      shown = await scan(screen, someNumber(recorded))
      if (shown.kind !== 'result') break
      recorded += 1
    }
    expect(shown.kind).toBe('fault')
    expect(recorded).toBeGreaterThan(10)
    await screen.call('clear', {})
    expect((await scan(screen, 'https://example.org/x')).kind).toBe('refusal')
    await terminal.stop()

    const again = await started(dataDir)
    const newScreen = await connectScreen(again.url)
    expect((await scan(newScreen, someNumber(1))).kind).toBe('result')
    expect(newScreen.states[0]?.queued).toBe(recorded)
    expect(logOf(dataDir)).toMatch(/"event":"journal.fault"/)
    expect(logOf(dataDir)).not.toContain('9010000')
  })
})

describe.skipIf(!canMount())('a disk with no byte left', () => {
  it('is called by its name', async () => {
    const mount = temporaryFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=640k', 'tmpfs', mount])
    onTestFinished(() => void execFileSync('umount', ['--lazy', mount]))
    const terminal = await started(makeLiveDataFolder(join(mount, 'data')))
    const screen = await connectScreen(terminal.url)
    let shown: Screen = { kind: 'idle' }
    for (let index = 0; index < 3000 && shown.kind !== 'fault'; index += 1) {
      shown = await scan(screen, someNumber(index))
    }
    expect(shown).toMatchObject({ kind: 'fault', code: 'DISK_FULL' })
  })
})

describe.skipIf(isWindows)('a data folder', () => {
  it('that vanishes under the running terminal is noticed with the next card', async () => {
    const dataDir = makeLiveDataFolder(join(temporaryFolder(), 'data'))
    const terminal = await started(dataDir)
    const screen = await connectScreen(terminal.url)
    expect((await scan(screen, someNumber(1))).kind).toBe('result')
    rmSync(dataDir, { recursive: true, force: true })
    expect(await scan(screen, someNumber(2))).toMatchObject({ kind: 'fault', code: 'DATA_FOLDER_MISSING' })
    expect(await scan(screen, someNumber(3))).toMatchObject({ kind: 'fault', code: 'DATA_FOLDER_MISSING' })
  })

  it('that does not exist yet is made', async () => {
    const dataDir = makeLiveDataFolder(join(temporaryFolder(), 'a', 'b'))
    const terminal = await started(dataDir)
    const screen = await connectScreen(terminal.url)
    expect(screen.states).toBeDefined()
    expect(await scan(screen, someNumber(1))).toMatchObject({
      kind: 'result',
      verdict: { kind: 'notJudged', why: 'ROSTER_MISSING' },
    })
  })

  it('that cannot be one is a sentence in both languages and exit 1', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const ended = await runTerminal(join(file, 'data'))
    expect(ended).toMatchObject({ exitCode: 1 })
    expect('exitCode' in ended && ended.stderr).toMatch(/数据文件夹不能使用.*data folder cannot be used/)
  })
})

describe('a second copy', () => {
  it('says that the first is running, and the first goes on', async () => {
    const dataDir = makeLiveDataFolder(temporaryFolder())
    const first = await started(dataDir)
    const second = await runTerminal(dataDir)
    expect(second).toMatchObject({ exitCode: 1 })
    expect('exitCode' in second && second.stderr).toMatch(/终端已在运行.*already running/)
    const screen = await connectScreen(first.url)
    expect((await scan(screen, someNumber(1))).kind).toBe('result')
  })

  it('starts at once after the first was killed', async () => {
    const dataDir = makeLiveDataFolder(temporaryFolder())
    await (await started(dataDir)).kill()
    await started(dataDir)
  })
})

describe('settings', () => {
  it('with a mistake name the field and stop the start', async () => {
    const dataDir = temporaryFolder()
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(
      join(dataDir, 'settings.json'),
      JSON.stringify({ facility: { id: 'X', name: '', nameEn: 'X' } }),
    )
    const ended = await runTerminal(dataDir)
    expect(ended).toMatchObject({ exitCode: 1 })
    expect('exitCode' in ended && ended.stderr).toMatch(/设置文件有误[\s\S]*facility\.name/)
  })
})

describe('a journal', () => {
  it('whose key is gone is left as it is, and the start says so', async () => {
    const dataDir = makeLiveDataFolder(temporaryFolder())
    const terminal = await started(dataDir)
    await scan(await connectScreen(terminal.url), someNumber(1))
    await terminal.stop()
    const before = readFileSync(join(dataDir, 'journal.db'))
    chmodSync(join(dataDir, 'journal.key'), 0o600)
    rmSync(join(dataDir, 'journal.key'))
    const ended = await runTerminal(dataDir)
    expect(ended).toMatchObject({ exitCode: 1 })
    expect('exitCode' in ended && ended.stderr).toMatch(/key file is missing/)
    expect(readFileSync(join(dataDir, 'journal.db')).equals(before)).toBe(true)
  })
})
