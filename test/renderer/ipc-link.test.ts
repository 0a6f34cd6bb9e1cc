// The same page inside the shell: it takes the link that the preload script exposes and opens no socket.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zhCN } from '../../shared/words/zh-CN.ts'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { type BuiltPage, buildPage } from './support/built-page.ts'
import { pressAlone } from './support/counter-page.ts'
import { type FakeTerminal, startFakeTerminal } from './support/fake-terminal.ts'
import { answered, resultOf, stateOf } from './support/states.ts'

interface Shell {
  readonly sent: string[]
  receive(frame: string): void
  goDown(): void
}

describeInChromium('the page inside the shell', () => {
  let built: BuiltPage
  let browser: Browser
  let host: FakeTerminal

  beforeAll(async () => {
    built = await buildPage()
    browser = await launchChromium()
    host = await startFakeTerminal(built.folder)
  })

  afterAll(async () => {
    await browser.close()
    await host.close()
    built.remove()
  })

  it('draws, calls and goes down over the bridge', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    await page.addInitScript(exposeBridge, JSON.stringify({ type: 'state', state: stateOf({}) }))
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await page.goto(host.address)
    await page.locator('.idle').waitFor()
    await pressAlone(page, 'n')
    const shell = () => page.evaluate(() => (window as unknown as { shell: Shell }).shell.sent)
    await expect
      .poll(shell)
      .toEqual([JSON.stringify({ type: 'call', id: 1, method: 'withoutCard', params: {} })])

    const state = stateOf({ screen: resultOf(answered('STOPPED', 'IN_FORCE')) })
    await page.evaluate(
      (frame) => (window as unknown as { shell: Shell }).shell.receive(frame),
      JSON.stringify({ type: 'state', state }),
    )
    await page.locator('[data-shape="card-STOPPED"]').waitFor()
    await page.evaluate(() => (window as unknown as { shell: Shell }).shell.goDown())
    await page.getByText(zhCN.link.down).waitFor()
    expect(sockets).toEqual([])
    await page.close()
  })
})

function exposeBridge(firstFrame: string): void {
  let onFrame: (frame: string) => void = () => {}
  let onDown = () => {}
  const sent: string[] = []
  Object.assign(window, {
    shell: { sent, receive: (frame: string) => onFrame(frame), goDown: () => onDown() },
    terminalBridge: {
      send: (frame: string) => sent.push(frame),
      onFrame(listener: (frame: string) => void) {
        onFrame = listener
        queueMicrotask(() => listener(firstFrame))
      },
      onDown(listener: () => void) {
        onDown = listener
      },
      close() {},
    },
  })
}
