// The same shell in a real Electron, where its binary was fetched and a display is there; says so where not.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { build, createBuilder } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasDisplay, thisMachine } from '../../terminal/launch/browser.ts'
import { electronBinary } from '../../terminal/launch/electron-binary.ts'
import { places } from '../../terminal/launch/places.ts'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'

const machine = thisMachine()
const binary = electronBinary(places.electronPackage)
const canRun = binary !== null && hasDisplay(machine)
if (!canRun) {
  process.stderr.write(
    `Not run in a real Electron: ${binary === null ? 'its binary was not fetched' : 'there is no display'}\n`,
  )
}

describe.skipIf(!canRun)('the shell in a real Electron', () => {
  const dir = mkdtempSync(join(tmpdir(), 'electron-'))
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    await build({ configFile: places.pageConfig, logLevel: 'warn' })
    await (await createBuilder({ configFile: places.shellConfig })).buildApp()
    app = await _electron.launch({
      executablePath: binary ?? '',
      args: [
        ...(machine.isRoot ? ['--no-sandbox'] : []),
        places.root,
        '--data',
        makeLiveDataFolder(join(dir, 'data')),
      ],
    })
    page = await app.firstWindow()
  })
  afterAll(async () => {
    await app?.close()
    rmSync(dir, { recursive: true, force: true })
  })

  it('shows the page over its own scheme, up and idle', async () => {
    expect(page.url()).toBe('app://terminal/index.html')
    await page.getByText('请扫描卡背面条形码').first().waitFor()
  })

  it('gives the page one object and no node', async () => {
    expect(await page.evaluate('Object.keys(terminalBridge).sort()')).toEqual([
      'close',
      'onDown',
      'onFrame',
      'send',
    ])
    expect(await page.evaluate('typeof require')).toBe('undefined')
  })

  it('stays on its page and opens no second window', async () => {
    await page.evaluate(`void window.open('https://example.invalid/')`)
    await page.evaluate(`void (location.href = 'https://example.invalid/')`)
    expect(await page.evaluate('location.href')).toBe('app://terminal/index.html')
    expect(app.windows()).toHaveLength(1)
  })
})
