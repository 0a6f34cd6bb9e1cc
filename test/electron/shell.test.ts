// The real electron/main.ts and preload over the real terminal, with a stand-in for Electron over a real Chromium.
// What is seen here was not seen in Electron; test/electron/real-electron.test.ts runs there, where there is one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'
import { describeInChromium } from '../support/chromium.ts'
import { makeAppFolder } from './app-folder.ts'
import { eventually } from './eventually.ts'
import { type Shell, startShell } from './start-shell.ts'

const dir = mkdtempSync(join(tmpdir(), 'shell-'))
let appDir: string

beforeAll(async () => {
  appDir = await makeAppFolder(join(dir, 'app'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describeInChromium('the shell', () => {
  const dataDir = makeLiveDataFolder(join(dir, 'data'))
  let shell: Shell

  beforeAll(async () => {
    shell = startShell({ appDir, dataDir })
    await shell.evaluate('frameWhere((frame) => frame.type === "state")')
  })
  afterAll(async () => {
    shell.child.kill('SIGTERM')
    await shell.ended
  })

  it('loads the page over its own scheme, with its headers, and shows the window then', async () => {
    const headers = await shell.evaluate(
      `fetch(location.href).then((response) => Object.fromEntries(response.headers))`,
    )
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self'"),
      'x-content-type-options': 'nosniff',
    })
    expect(await shell.evaluate(`fetch('./missing').then((response) => response.status)`)).toBe(404)
    expect((await shell.records()).shown).toBe(1)
  })

  it('gives the page the state first, and one object with four functions', async () => {
    expect(await shell.evaluate('frames_[0]')).toMatchObject({
      type: 'state',
      state: { mode: 'live', facility: { id: 'TEST' }, screen: { kind: 'idle' } },
    })
    expect(await shell.evaluate('Object.keys(terminalBridge).sort()')).toEqual([
      'close',
      'onDown',
      'onFrame',
      'send',
    ])
    expect(await shell.evaluate('[typeof require, typeof process, typeof module]')).toEqual(
      Array(3).fill('undefined'),
    )
  })

  it('answers calls of the page, and pushes what came of them', async () => {
    expect(await shell.evaluate(`ask('withoutCard', {})`)).toMatchObject({ type: 'reply' })
    expect(
      await shell.evaluate('frames_.findLast((frame) => frame.type === "state").state.screen.kind'),
    ).toBe('noCard')
    expect(await shell.evaluate(`ask('no such call', {})`)).toMatchObject({ type: 'fault', code: 'BAD_CALL' })
    expect(await shell.evaluate(`ask('clear', {})`)).toMatchObject({ type: 'reply' })
  })

  it('asks for every wall Electron has', async () => {
    const { windowOptions, schemes, isSandboxEnabled, menu, switches } = await shell.records()
    expect(windowOptions).toMatchObject({
      kiosk: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        spellcheck: false,
      },
    })
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ])
    expect([isSandboxEnabled, menu, switches]).toEqual([true, null, ['lang=zh-CN']])
  })

  it('grants no permission and no download', async () => {
    const permissions = [
      'media',
      'geolocation',
      'notifications',
      'hid',
      'serial',
      'usb',
      'clipboard-read',
      'openExternal',
    ]
    expect(await shell.wish({ kind: 'granted', permissions })).toEqual([])
  })

  it('stays on its page when the page is told to go elsewhere', async () => {
    const before = (await shell.records()).preventedNavigations
    await shell.evaluate(`void (location.href = 'https://example.invalid/')`)
    await eventually(async () => (await shell.records()).preventedNavigations).toBeGreaterThan(before)
    expect(await shell.evaluate('location.pathname')).toBe('/index.html')
    expect(await shell.evaluate(`ask('listToday', {})`)).toMatchObject({ type: 'reply' })
  })

  it('opens no second window', async () => {
    await shell.evaluate(`void window.open('https://example.invalid/')`)
    await eventually(async () => (await shell.records()).refusedWindows).toBe(1)
    await eventually(() => shell.wish({ kind: 'pages' })).toBe(1)
  })

  it('runs no foreign script and asks no foreign host', async () => {
    const { blockedRequests } = await shell.records()
    const outcome = await shell.evaluate(`new Promise((resolve) => {
      const script = document.createElement('script')
      script.src = 'https://example.invalid/x.js'
      script.onerror = () => resolve('refused')
      script.onload = () => resolve('ran')
      document.head.append(script)
    })`)
    expect(outcome).toBe('refused')
    expect(await shell.evaluate(`fetch('https://example.invalid/').catch(() => 'refused')`)).toBe('refused')
    // The policy stopped them before they became requests.
    expect((await shell.records()).blockedRequests).toBe(blockedRequests)
  })

  it('does not listen to other pages and frames', async () => {
    const frames = 'frames_.length'
    const before = await shell.evaluate(frames)
    for (const url of [
      'https://example.invalid/',
      'app://elsewhere/index.html',
      'app://terminal/index.html.evil',
      '',
    ]) {
      await shell.wish({ kind: 'sendAs', url, channel: 'link:open', args: ['stranger'] })
    }
    // A frame inside our page is not our page either.
    await shell.evaluate(`void document.body.append(document.createElement('iframe'))`)
    await shell.evaluate(`window.frames[0].__standInSend('link:open', ['stranger'])`)
    expect(await shell.evaluate(`ask('listToday', {})`)).toMatchObject({ type: 'reply' })
    expect(await shell.evaluate(frames)).toBe((before as number) + 1)
    const log = readFileSync(join(dataDir, 'log', 'terminal.log'), 'utf8')
    expect(log.match(/shell\.foreign_sender/g)).toHaveLength(5)
    expect(log).not.toContain('example.invalid')
  })

  it('connects again after the page reloaded, with the state first', async () => {
    await shell.evaluate('void (window.isOld = true)')
    await shell.evaluate('void location.reload()').catch(() => {})
    await eventually(firstFrameOfNewPage).toBe('state')
    expect(await shell.evaluate(`ask('listToday', {})`)).toMatchObject({ type: 'reply', id: 1 })
  })

  it('loads the page again after it died', async () => {
    await shell.evaluate('void (window.isOld = true)')
    await shell.wish({ kind: 'killPage' })
    await eventually(firstFrameOfNewPage).toBe('state')
  })

  /** Null while the page is being replaced. */
  function firstFrameOfNewPage(): Promise<unknown> {
    return shell.evaluate('window.isOld ? null : frames_[0]?.type').catch(() => null)
  }

  it('sends a second instance away and comes to the front', async () => {
    const second = startShell({ appDir, dataDir })
    expect(await second.ended).toEqual({ code: 0, stderr: '' })
    await eventually(async () => (await shell.records()).focused).toBe(1)
  })
})

describeInChromium('the shell as a process', () => {
  it('closes the terminal when its window is closed', async () => {
    const dataDir = makeLiveDataFolder(join(dir, 'closing'))
    const shell = startShell({ appDir, dataDir })
    await shell.evaluate('1')
    void shell.wish({ kind: 'closeWindow' }).catch(() => {})
    expect((await shell.ended).code).toBe(0)
    // Whoever comes next finds the folder free.
    const next = startShell({ appDir, dataDir })
    await next.evaluate('frameWhere((frame) => frame.type === "state")')
    next.child.kill('SIGTERM')
    expect((await next.ended).code).toBe(0)
  })

  it('keeps the developer tools out of a packaged shell', async () => {
    const shell = startShell({ appDir, dataDir: makeLiveDataFolder(join(dir, 'packaged')), isPackaged: true })
    await shell.evaluate('1')
    expect((await shell.records()).windowOptions).toMatchObject({ webPreferences: { devTools: false } })
    shell.child.kill('SIGTERM')
    await shell.ended
  })
})

describe('a shell that cannot start', () => {
  it('says so in a sentence and ends with 1', async () => {
    writeFileSync(join(dir, 'blocked'), 'a file where the folder should be')
    const { code, stderr } = await startShell({ appDir, dataDir: join(dir, 'blocked') }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^数据文件夹不能使用，请联系管理员 \/ The data folder cannot be used/)
  })
})
