// Both ends of the link over IPC, main's and preload's, under the contract of every link: the channel between them is the
// stand-in's, the page and its script engine are Chromium's.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptIpcLinks } from '../../electron/ipc-link.ts'
import type { Link } from '../../shared/bridge/link.ts'
import { type Connect, describeLinkContract } from '../host/link.contract.ts'
import { describeInChromium } from '../support/chromium.ts'
import { makeAppFolder } from './app-folder.ts'
import { eventually } from './eventually.ts'
import { launchChromium } from './stand-in/chromium.ts'
import { ipcMain } from './stand-in/ipc-main.ts'
import { protocol } from './stand-in/protocol.ts'
import { WebContents } from './stand-in/web-contents.ts'

const PAGE = 'app://terminal/index.html'

describeInChromium('link over IPC between main and a sandboxed page', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ipc-'))
  let contents: WebContents
  let page: Page
  let onLink = (_link: Link) => {}
  let foreign = 0
  let far: ReturnType<typeof createFarEnd>

  beforeAll(async () => {
    const appDir = await makeAppFolder(dir)
    protocol.handle(
      'app',
      () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }),
    )
    const preload = readFileSync(join(appDir, 'dist', 'electron', 'preload.cjs'), 'utf8')
    contents = new WebContents(launchChromium(), preload)
    page = await contents.page
    await page.exposeFunction('farFrame', (frame: string) => far.deliver(frame))
    await page.exposeFunction('farDown', () => far.goDown())
    acceptIpcLinks({
      ipcMain: ipcMain as never,
      contents: contents as never,
      isOurPage: (url) => url === PAGE,
      onLink: (link) => onLink(link),
      onForeign: () => void foreign++,
    })
  })
  afterAll(async () => {
    await page.context().browser()?.close()
    rmSync(dir, { recursive: true, force: true })
  })

  // One link for the life of a page: every connection is a page loaded anew.
  const connect: Connect = async (born) => {
    far = createFarEnd(page)
    born.far?.(far.link)
    const accepted = new Promise<Link>((resolve) => {
      onLink = (near) => {
        born.near?.(near)
        resolve(near)
      }
    })
    await contents.loadURL(PAGE)
    await page.evaluate('terminalBridge.onDown(farDown); terminalBridge.onFrame(farFrame)')
    return { near: await accepted, far: far.link }
  }

  describeLinkContract(connect)

  it('takes the link down when its page is reloaded, and nothing for the old page reaches the new one', async () => {
    const first = await connect({})
    let downs = 0
    first.near.onDown(() => void downs++)
    const heard: string[] = []
    const second = await connect({ far: (end) => end.onFrame((frame) => heard.push(frame)) })
    expect(downs).toBe(1)
    first.near.send('"for the old page"')
    second.near.send('"for the new page"')
    await eventually(() => heard).toEqual(['"for the new page"'])
  })

  it('takes the link down when its page dies', async () => {
    const { near } = await connect({})
    let downs = 0
    near.onDown(() => void downs++)
    contents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(downs).toBe(1)
    near.send('"to nobody"')
  })

  it('hears no other window, no frame inside the page, no other page and nothing that is not text', async () => {
    const { near } = await connect({})
    const heard: string[] = []
    near.onFrame((frame) => heard.push(frame))
    const ours = { url: PAGE, parent: null }
    const sender = { id: contents.id }
    const opens: unknown[] = []
    onLink = (link) => void opens.push(link)
    foreign = 0
    for (const event of [
      { sender: { id: contents.id + 1 }, senderFrame: ours },
      { sender, senderFrame: null },
      { sender, senderFrame: { url: PAGE, parent: {} } },
      { sender, senderFrame: { url: 'https://example.invalid/', parent: null } },
    ]) {
      ipcMain.emit('link:open', event, 'stranger')
      ipcMain.emit('link:frame', event, 'stranger', '"x"')
    }
    expect([foreign, opens, heard]).toEqual([8, [], []])
    for (const id of [undefined, 7, {}]) ipcMain.emit('link:open', { sender, senderFrame: ours }, id)
    ipcMain.emit('link:frame', { sender, senderFrame: ours }, 'unknown id', '"x"')
    expect([opens, heard]).toEqual([[], []])
  })
})

/** The page's `terminalBridge` as a `Link` on this side of the browser's wire. */
function createFarEnd(page: Page) {
  const frameListeners: ((frame: string) => void)[] = []
  const downListeners: (() => void)[] = []
  let doing: Promise<unknown> = Promise.resolve()
  const inOrder = (task: () => Promise<unknown>) => {
    doing = doing.then(task).catch(() => {})
  }
  const link: Link = {
    send: (frame) => inOrder(() => page.evaluate(`terminalBridge.send(${JSON.stringify(frame)})`)),
    onFrame: (listener) => void frameListeners.push(listener),
    onDown: (listener) => void downListeners.push(listener),
    close: () => inOrder(() => page.evaluate('terminalBridge.close()')),
  }
  return {
    link,
    deliver: (frame: string) => {
      for (const listener of frameListeners) listener(frame)
    },
    goDown: () => {
      for (const listener of downListeners) listener()
    },
  }
}
