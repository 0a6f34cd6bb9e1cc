// The main job on real input: a scan on a serial cable and a scan typed by real keys in a real browser both end as visits in the
// journal of the real process, and stand in today's list.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { TodayRow } from '../../shared/bridge/state.ts'
import { readOrCreateKey } from '../../terminal/journal/key-file.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { createPty, describeOverPty } from '../drivers/serial/pty.ts'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { connectScreen, runTerminal } from '../support/running-terminal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function visitsIn(dataDir: string) {
  const key = readOrCreateKey(join(dataDir, 'journal.key'), false)
  const journal = openSqliteJournal({ path: join(dataDir, 'journal.db'), key, newId: randomUUID })
  const visits = [...journal.all()]
  journal.close()
  return visits
}

describeOverPty('a scanner on a serial cable', () => {
  it('ends as a visit in the journal and in the list, also after an unplug', {
    timeout: 60_000,
  }, async () => {
    const pty = await createPty()
    onTestFinished(() => pty.dispose())
    const dataDir = temporaryFolder()
    const settings = {
      facility: { id: 'TEST', name: '测试中心', nameEn: 'Test centre' },
      serialScanners: [{ id: 'serial-1', path: pty.path }],
    }
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings))
    const terminal = await runTerminal(dataDir)
    if (!('url' in terminal)) throw new Error(terminal.stderr)
    onTestFinished(() => terminal.kill())
    const screen = await connectScreen(terminal.url)
    const now = () => screen.states.at(-1)
    const light = () => now()?.scanners.find(({ id }) => id === 'serial-1')?.status
    await vi.waitFor(() => expect(light()).toBe('ready'), 15_000)

    await pty.send(']C0901000')
    await pty.send('0123\r\n')
    await vi.waitFor(() =>
      expect(now()?.screen).toMatchObject({ kind: 'result', person: { maskedNumber: '901****123' } }),
    )

    await pty.send('90100') // half a read, then the plug is pulled
    await pty.unplug()
    await vi.waitFor(() => expect(light()).toBe('disconnected'), 15_000)
    await pty.plug()
    await vi.waitFor(() => expect(light()).toBe('ready'), 15_000)
    await pty.send('9020000456\r')
    await vi.waitFor(() => expect(now()?.screen).toMatchObject({ person: { maskedNumber: '902****456' } }))
    await pty.send('6222020200112233445\r')
    await vi.waitFor(() => expect(now()?.screen).toMatchObject({ kind: 'refusal', code: 'BANK_CARD' }))

    const rows = (await screen.call('listToday', {})) as TodayRow[]
    expect(rows.map(({ maskedNumber }) => maskedNumber)).toEqual(['902****456', '901****123'])
    await terminal.stop()
    const visits = visitsIn(dataDir)
    expect(visits.map(({ body }) => body.kind === 'check' && [body.source, body.number])).toEqual([
      ['serial', '9010000123'],
      ['serial', '9020000456'],
    ])
  })
})

describeInChromium('a scanner that types', () => {
  it('ends as a visit in the journal and in the list, and its digits press no key of the page', {
    timeout: 60_000,
  }, async () => {
    const dataDir = makeLiveDataFolder(temporaryFolder())
    const terminal = await runTerminal(dataDir)
    if (!('url' in terminal)) throw new Error(terminal.stderr)
    onTestFinished(() => terminal.kill())
    const browser = await launchChromium()
    onTestFinished(() => browser.close())
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    page.setDefaultTimeout(15_000)
    await page.goto(terminal.url)
    await page.getByText('请扫描卡背面条形码').first().waitFor()

    // Digits 1–4 are the keys of the services: none may be recorded by a scan.
    await page.keyboard.type('9012341234', { delay: 5 })
    await page.keyboard.press('Enter')
    await page.getByText('901****234').waitFor()
    await page.keyboard.type('9021432143', { delay: 5 })
    await page.keyboard.press('Enter')
    await page.getByText('902****143').waitFor()
    // Nobody reads and presses within half a second of a scan; a key that close belongs to the scanner.
    await page.waitForTimeout(700)
    await page.keyboard.press('2')
    await page.getByRole('main').getByText('已登记：就业介绍（免费）').waitFor()

    await page.keyboard.press('l')
    await page.getByRole('dialog').getByText('901****234').waitFor()
    await terminal.stop()
    expect(
      visitsIn(dataDir).map(({ body }) =>
        body.kind === 'check' ? [body.source, body.number] : body.kind === 'service' && [body.service],
      ),
    ).toEqual([['wedge', '9012341234'], ['wedge', '9021432143'], ['EMPLOYMENT']])
  })
})
