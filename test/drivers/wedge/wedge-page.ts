// A page with the real wedge in a real Chromium, and the hands that press its keys.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { build } from 'vite'
import type { Scanner, ScannerListener } from '../../../drivers/scanner.ts'
import type { WedgeSettings } from '../../../drivers/wedge/wedge-settings.ts'

const drivers = join(import.meta.dirname, '../../../drivers/wedge')

const html = `<!doctype html>
<title>wedge</title>
<body>
  <div id="stage"></div>
  <template id="props">
    <div id="ground" style="outline: none" tabindex="-1">ground</div>
    <button id="button" onclick="presses++">press</button>
    <input id="field" value="kept">
    <input id="number" type="number" value="7">
    <textarea id="area">kept</textarea>
    <input id="secret" type="password" value="kept">
    <div id="rich" contenteditable="true">kept</div>
  </template>
  <script type="module">
    import { createWedgeScanner } from '/wedge-scanner.js'
    import { keepFocusOnGround } from '/focus-ground.js'
    let leaveGround = () => {}
    const element = (id) => document.querySelector('#' + id)
    window.setStage = () => {
      leaveGround()
      window.presses = 0
      window.seen = []
      element('stage').replaceChildren(element('props').content.cloneNode(true))
      element('ground').focus()
    }
    let wedge = null
    window.start = (settings) => {
      wedge?.stop()
      wedge = createWedgeScanner({ settings }, { window, now: () => Date.now(), newId: () => crypto.randomUUID() })
      wedge.onSingleKey((key) => window.tell('single', key))
      return wedge.start({
        onScan: (scan) => window.tell('scan', scan),
        onStatus: (status) => window.tell('status', status),
        onDisturbance: (disturbance) => window.tell('disturbance', disturbance),
      })
    }
    window.stop = () => wedge?.stop()
    window.keepGround = () => { leaveGround = keepFocusOnGround(element('ground')) }
    // What reaches the page behind the wedge.
    for (const type of ['keydown', 'keypress', 'keyup'])
      window.addEventListener(type, (event) => window.seen.push(type + ' ' + event.code))
    window.setStage()
    window.loaded = true
  </script>
</body>`

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: join(drivers, entry), formats: ['es'] } },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

export interface WedgeSite {
  readonly address: string
  close(): Promise<void>
}

/** Serves the page; `localhost`, because random ids are only there in a secure context. */
export async function serveWedgePage(): Promise<WedgeSite> {
  const scripts = new Map<string, string>()
  for (const name of ['wedge-scanner', 'focus-ground']) scripts.set(`/${name}.js`, await bundle(`${name}.ts`))
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(script ?? html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const patient: Partial<WedgeSettings> = { silenceMs: 400 }

export interface WedgePage {
  readonly page: Page
  readonly cdp: CDPSession
  /** The wedge of the page as a scanner of this process. */
  readonly scanner: Scanner
  /** For the next start. Patient at first: keys come to this page through several processes of a machine that may be busy. */
  settings: Partial<WedgeSettings>
  /** What `onSingleKey` reported. */
  readonly singles: string[]
  /** The page as it was in the beginning; the wedge has to be started again. */
  reset(): Promise<void>
  close(): Promise<void>
}

export async function openWedgePage(browser: Browser, site: WedgeSite): Promise<WedgePage> {
  const page = await browser.newPage()
  const singles: string[] = []
  let listener: ScannerListener | null = null
  await page.exposeFunction('tell', (what: string, value: never) => {
    if (what === 'scan') listener?.onScan(value)
    if (what === 'status') listener?.onStatus(value)
    if (what === 'disturbance') listener?.onDisturbance(value)
    if (what === 'single') singles.push(value)
  })
  await page.goto(site.address)
  // Keys that fall before the page began carry no moment of their own.
  await page.waitForFunction('window.loaded && performance.now() > 500')
  const opened: WedgePage = {
    page,
    settings: patient,
    cdp: await page.context().newCDPSession(page),
    singles,
    scanner: {
      id: 'wedge-1',
      source: 'wedge',
      async start(to) {
        listener = to
        await page.evaluate(`window.start(${JSON.stringify(opened.settings)})`)
      },
      // The listener stays, so that a call after stop would be heard.
      stop: () => page.evaluate('window.stop()'),
    },
    async reset() {
      await page.evaluate('window.stop()')
      await page.evaluate('window.setStage()')
      singles.length = 0
      opened.settings = patient
    },
    close: () => page.close(),
  }
  return opened
}
