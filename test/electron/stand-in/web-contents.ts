// A page of the stand-in: a real Chromium page through Playwright, with the events and duties of Electron's WebContents that
// the shell uses. Navigation, windows and requests are really refused when the shell says so.
import { EventEmitter } from 'node:events'
import type { BrowserContext, Frame, Page, Request, Route } from 'playwright-core'
import { ipcMain } from './ipc-main.ts'
import { preloadWorld, RECEIVE, SEND_BINDING } from './preload-world.ts'
import { answerAppUrl } from './protocol.ts'
import { records } from './records.ts'
import { isAppUrl, toChromium, toShell } from './scheme.ts'

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

let lastId = 0

export class WebContents extends EventEmitter {
  readonly id = ++lastId
  /** Rejects when Chromium could not open the page; everything waits for it. */
  readonly page: Promise<Page>
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' })
  #sending: Promise<unknown> = Promise.resolve()
  #isDestroyed = false
  /** The shell's own load, which is no navigation by the page. */
  #loading: string | null = null

  constructor(context: Promise<BrowserContext>, preload: string) {
    super()
    this.page = context.then((context) => this.#open(context, preload))
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  /** Ordered, and lost without a word when the page is gone, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    this.#sending = this.#sending.then(async () => {
      const page = await this.page
      await page
        .evaluate(
          ([receive, channel, args]) => {
            const deliver = (globalThis as Record<string, unknown>)[receive]
            if (typeof deliver === 'function') deliver(channel, args)
          },
          [RECEIVE, channel, args] as const,
        )
        .catch(() => {})
    })
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page
    this.#loading = toChromium(url)
    await page.goto(toChromium(url))
    this.#loading = null
  }

  async #open(context: BrowserContext, preload: string): Promise<Page> {
    await context.exposeBinding(SEND_BINDING, ({ frame }, channel: string, args: unknown[]) => {
      ipcMain.emit(channel, { sender: this, senderFrame: asSenderFrame(frame) }, ...args)
    })
    await context.addInitScript(preloadWorld(preload))
    await context.route('**/*', (route) => this.#answer(route))
    const page = await context.newPage()
    page.on('popup', (popup) => {
      if (this.#windowOpenHandler({ url: toShell(popup.url()) }).action === 'allow') return
      records.refusedWindows++
      void popup.close()
    })
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) records.policyViolations.push(message.text())
    })
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed' }))
    page.on('close', () => {
      this.#isDestroyed = true
      this.emit('destroyed')
    })
    return page
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = request.url()
    // Playwright knows no frame for a window that is only about to be; it gets nothing, and the popup handler decides on it.
    if (!hasFrame(request)) return route.fulfill({ status: 200, body: '' })
    if (request.isNavigationRequest() && url !== this.#loading && !this.#mayNavigate(request.frame(), url)) {
      records.preventedNavigations++
      return route.abort('aborted')
    }
    if (!isAppUrl(url)) {
      records.blockedRequests++
      return route.abort('blockedbyclient')
    }
    const { status, headers, body } = await answerAppUrl(toShell(url))
    return route.fulfill({ status, headers, body })
  }

  #mayNavigate(frame: Frame, url: string): boolean {
    let isPrevented = false
    this.emit('will-frame-navigate', {
      url: toShell(url),
      isMainFrame: frame.parentFrame() === null,
      preventDefault: () => {
        isPrevented = true
      },
    })
    return !isPrevented
  }
}

function hasFrame(request: Request): boolean {
  try {
    return request.frame() !== null
  } catch {
    return false
  }
}

function asSenderFrame(frame: Frame): { url: string; parent: unknown } {
  return { url: toShell(frame.url()), parent: frame.parentFrame() }
}
