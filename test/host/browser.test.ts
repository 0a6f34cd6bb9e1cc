// The loopback host in a real browser: our page gets in, a foreign page in the very same browser, cookie and all, does not.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWebHost, type WebHost } from '../../terminal/host/web-host.ts'
import { places } from '../../terminal/launch/places.ts'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { createFakeTerminal, type FakeTerminal } from './support/fake-terminal.ts'
import { createLogLines } from './support/log-lines.ts'

describeInChromium('the web host in a browser', () => {
  let fake: FakeTerminal
  let host: WebHost
  let foreign: Server
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const refused: string[] = []

  beforeAll(async () => {
    fake = createFakeTerminal()
    const { log } = createLogLines()
    host = await startWebHost({ terminal: fake.terminal, pageDir: places.pageDir, port: 0, log })
    foreign = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end('<!doctype html>')
    }).listen(0, '127.0.0.1')
    await once(foreign, 'listening')
    // A name of the attacker's that leads to this machine.
    browser = await launchChromium(['--host-resolver-rules=MAP rebound.example 127.0.0.1'])
    context = await browser.newContext()
    page = await context.newPage()
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto(host.url)
  })
  afterAll(async () => {
    await browser.close()
    foreign.close()
    await host.close()
  })

  it('shows the page under its policy, without the token in the address bar', async () => {
    await page.getByText('请扫描卡背面条形码').first().waitFor()
    expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`)
    expect(await page.evaluate('document.cookie')).toBe('')
    expect(refused).toEqual([])
    expect(fake.listeners()).toBe(1)
  })

  it('keeps what the terminal says in step with the screen', async () => {
    fake.push({ screen: { kind: 'refusal', code: 'BANK_CARD', at: 0 } })
    await page.getByText('这是银行卡号').first().waitFor()
  })

  it('comes up again after a reload, and on a second page of the same browser', async () => {
    await page.reload()
    await page.getByText('这是银行卡号').first().waitFor()
    const second = await context.newPage()
    await second.goto(`http://127.0.0.1:${host.port}/`)
    await second.getByText('这是银行卡号').first().waitFor()
    await second.close()
  })

  it('gives a foreign page on another port neither a socket nor an answer nor a frame', async () => {
    const picture = await page.evaluate('document.querySelector("link[rel=icon]").href')
    const stranger = await context.newPage()
    await stranger.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`)
    const outcome = await stranger.evaluate(`(async () => {
      const socket = new WebSocket('ws://127.0.0.1:${host.port}/link')
      const opened = await new Promise((resolve) => {
        socket.onopen = () => resolve('opened')
        socket.onerror = () => resolve('refused')
      })
      const read = await fetch('http://127.0.0.1:${host.port}/', { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      )
      const frame = document.createElement('iframe')
      frame.src = 'http://127.0.0.1:${host.port}/'
      const loaded = new Promise((resolve) => { frame.onload = resolve })
      document.body.append(frame)
      await loaded
      const image = await new Promise((resolve) => {
        const picture = new Image()
        picture.onload = () => resolve('loaded')
        picture.onerror = () => resolve('refused')
        picture.src = '${picture}'
      })
      return { opened, read, image }
    })()`)
    expect(outcome).toEqual({ opened: 'refused', read: 'refused', image: 'refused' })
    // The frame holds the browser's own error page, not ours.
    expect(
      await stranger
        .frames()[1]
        ?.evaluate('document.body.innerText')
        .catch(() => ''),
    ).not.toContain('扫描')
    await stranger.close()
  })

  it('answers nothing to a name that was rebound to this machine, even with the token', async () => {
    const stranger = await context.newPage()
    const token = new URL(host.url).searchParams.get('token')
    const response = await stranger
      .goto(`http://rebound.example:${host.port}/?token=${token}`)
      .catch(() => null)
    expect(response?.status() ?? 421).toBe(421)
    expect(await context.cookies(`http://rebound.example:${host.port}/`)).toEqual([])
    await stranger.close()
  })

  it('tells somebody without the token where to find it', async () => {
    const other = await browser.newContext()
    const visitor = await other.newPage()
    const response = await visitor.goto(`http://127.0.0.1:${host.port}/`)
    expect(response?.status()).toBe(403)
    await visitor.getByText('请从终端显示的地址打开').waitFor()
    await other.close()
  })
})
