// The real page inside the shell: it must live under the policy of the shell's own scheme, and take keys.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { places } from '../../terminal/launch/places.ts'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'
import { describeInChromium } from '../support/chromium.ts'
import { makeAppFolder } from './app-folder.ts'
import { eventually } from './eventually.ts'
import { type Shell, startShell } from './start-shell.ts'

describeInChromium('the real page in the shell', () => {
  const dir = mkdtempSync(join(tmpdir(), 'real-page-'))
  let shell: Shell

  beforeAll(async () => {
    const appDir = await makeAppFolder(join(dir, 'app'))
    // As the set-up of all tests built it.
    cpSync(places.pageDir, join(appDir, 'dist', 'renderer'), { recursive: true, force: true })
    shell = startShell({ appDir, dataDir: makeLiveDataFolder(join(dir, 'data')) })
  })
  afterAll(async () => {
    shell.child.kill('SIGTERM')
    await shell.ended
    rmSync(dir, { recursive: true, force: true })
  })

  const shown = () => shell.evaluate('document.body.innerText')

  it('is up and idle, with its own font and nothing refused by the policy', async () => {
    await eventually(shown).toContain('请扫描卡背面条形码')
    expect(
      await shell.evaluate(
        'document.fonts.ready.then(() => document.fonts.check("16px \\"Noto Sans SC Variable\\""))',
      ),
    ).toBe(true)
    expect((await shell.records()).policyViolations).toEqual([])
  })

  it('reaches the terminal from a key, and its answer comes back to the screen', async () => {
    await shell.wish({ kind: 'press', keys: ['n'] })
    await eventually(shown).toContain('法律援助')
    expect(await shell.wish({ kind: 'press', keys: ['3'] })).toBeNull()
    await eventually(shown).toContain('已登记：法律援助')
  })
})
