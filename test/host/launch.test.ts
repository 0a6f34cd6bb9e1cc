// What `npm start` decides: which window, with which arguments, what is built again, how often a browser is restarted.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBrowser, hasDisplay, kioskArguments, type Machine } from '../../terminal/launch/browser.ts'
import { ensureBuilt, isStale } from '../../terminal/launch/build.ts'
import { electronBinary, failedLately, fetchElectron } from '../../terminal/launch/electron-binary.ts'
import { keepOpen } from '../../terminal/launch/keep-open.ts'
import { parseStartOptions } from '../../terminal/launch/options.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'launch-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('options', () => {
  it('has defaults for everything', () => {
    expect(parseStartOptions([], '/data')).toEqual({
      ok: true,
      value: { dataDir: '/data', port: undefined, open: true },
    })
  })
  it('takes a folder, a port and no window', () => {
    expect(parseStartOptions(['--data', '/elsewhere', '--port', '8080', '--no-open'], '/data')).toEqual({
      ok: true,
      value: { dataDir: '/elsewhere', port: 8080, open: false },
    })
  })
  it.each([['--port', 'x'], ['--port', '65536'], ['--port', '1.5'], ['--unknown'], ['stray'], ['--data']])(
    'refuses %s %s',
    (...args) => {
      expect(parseStartOptions(args, '/data')).toEqual({ ok: false, error: 'USAGE' })
    },
  )
})

describe('the window', () => {
  const machine = (change: Partial<Machine>): Machine => ({
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    exists: () => false,
    ...change,
  })

  it('needs a display on Linux, and always has one elsewhere', () => {
    expect(hasDisplay(machine({}))).toBe(false)
    expect(hasDisplay(machine({ env: { DISPLAY: ':0' } }))).toBe(true)
    expect(hasDisplay(machine({ env: { WAYLAND_DISPLAY: 'wayland-0' } }))).toBe(true)
    expect(hasDisplay(machine({ platform: 'win32' }))).toBe(true)
  })

  it('is the first browser on the path, Chromium before Chrome before Edge', () => {
    const has = (...paths: string[]) => machine({ exists: (path) => paths.includes(path) })
    expect(findBrowser(has('/usr/bin/microsoft-edge', '/usr/bin/chromium'))).toBe('/usr/bin/chromium')
    expect(findBrowser(has('/usr/bin/microsoft-edge'))).toBe('/usr/bin/microsoft-edge')
    expect(findBrowser(has())).toBeNull()
  })

  it('keeps its own profile, and its sandbox except for root', () => {
    const args = kioskArguments('http://127.0.0.1:1/?token=x', '/data/browser', machine({}))
    expect(args).toContain('--app=http://127.0.0.1:1/?token=x')
    expect(args).toContain('--kiosk')
    expect(args).toContain('--user-data-dir=/data/browser')
    expect(args).not.toContain('--no-sandbox')
    expect(kioskArguments('', '', machine({ isRoot: true }))).toContain('--no-sandbox')
  })
})

describe('a browser that dies', () => {
  it('is opened again, and left alone when somebody closed it', async () => {
    const codes: (number | null)[] = [null, 139, 0]
    expect(await keepOpen({ open: async () => codes.shift() ?? 1, now: () => 0 })).toBe('CLOSED')
    expect(codes).toEqual([])
  })

  it('is given up after five deaths within ten minutes', async () => {
    let opened = 0
    const open = async () => {
      opened++
      return 1
    }
    expect(await keepOpen({ open, now: () => 0 })).toBe('GAVE_UP')
    expect(opened).toBe(5)
  })

  it('may die for ever if it lives long enough in between', async () => {
    let opened = 0
    const open = async () => (++opened < 100 ? 1 : 0)
    expect(await keepOpen({ open, now: () => opened * 3 * 60_000 })).toBe('CLOSED')
  })
})

describe('building', () => {
  it('is needed when nothing was built or a source is newer', () => {
    const source = join(dir, 'source', 'deep')
    const output = join(dir, 'index.html')
    mkdirSync(source, { recursive: true })
    writeFileSync(join(source, 'a.ts'), '')
    expect(isStale(output, [source])).toBe(true)
    writeFileSync(output, '')
    utimesSync(join(source, 'a.ts'), 100, 100)
    utimesSync(output, 200, 200)
    expect(isStale(output, [join(dir, 'source', 'deep'), join(dir, 'absent')])).toBe(false)
    utimesSync(join(source, 'a.ts'), 300, 300)
    expect(isStale(output, [join(dir, 'source')])).toBe(true)
  })

  it('runs the bundler in a process of its own and keeps what it said when it failed', async () => {
    const vite = join(dir, 'bundler.js')
    writeFileSync(vite, `console.error('cannot build ' + process.argv.at(-3)); process.exit(2)`)
    let said = 0
    const onBuild = () => said++
    const built = await ensureBuilt({
      vite,
      config: 'page.config',
      output: join(dir, 'no'),
      sources: [],
      cwd: dir,
      onBuild,
    })
    expect(built).toEqual({ kind: 'FAILED', output: 'cannot build page.config\n' })
    expect(said).toBe(1)
  })
})

describe("Electron's binary", () => {
  /** A package whose installer does what the test says. */
  function fakePackage(installer: string): string {
    const packageDir = join(dir, 'electron')
    mkdirSync(packageDir)
    writeFileSync(join(packageDir, 'install.js'), installer)
    return packageDir
  }
  const installs = `
    const fs = require('node:fs'), path = require('node:path')
    fs.mkdirSync(path.join(__dirname, 'dist'))
    fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '')
    fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron')`

  it('is used once it is there', async () => {
    const packageDir = fakePackage(installs)
    expect(electronBinary(packageDir, {})).toBeNull()
    expect(await fetchElectron({ packageDir, dataDir: dir })).toBe(true)
    expect(electronBinary(packageDir, {})).toBe(join(packageDir, 'dist', 'electron'))
    expect(failedLately({ dataDir: dir })).toBe(false)
  })

  it('is not tried again for a day after a failure', async () => {
    const packageDir = fakePackage('process.exit(1)')
    expect(await fetchElectron({ packageDir, dataDir: dir })).toBe(false)
    expect(failedLately({ dataDir: dir })).toBe(true)
    expect(failedLately({ dataDir: dir }, Date.now() + 25 * 3_600_000)).toBe(false)
  })

  it('is given up when nothing arrives, and leaves nothing behind but the mark', async () => {
    const packageDir = fakePackage(
      `require('node:fs').writeFileSync(process.env.TMPDIR + '/part', 'x'); setInterval(() => {}, 1e6)`,
    )
    expect(await fetchElectron({ packageDir, dataDir: join(dir, 'data'), stalledMs: 300 })).toBe(false)
    expect(failedLately({ dataDir: join(dir, 'data') })).toBe(true)
    expect(readFileSync(join(dir, 'data', 'electron-fetch-failed'), 'utf8')).toBe('')
  })
})
