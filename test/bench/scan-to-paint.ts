// From the last byte of a serial scanner to a painted answer in Chromium: cable, framing, lookup, decision, synced journal, socket, page.
// Needs socat and a Chromium. Compared with the aim, not with another program: there is none that does the same.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { createPty } from '../drivers/serial/pty.ts'
import { chromiumLaunchOptions } from '../support/chromium-launch.ts'
import { findChromium } from '../support/chromium-path.ts'
import { runTerminal } from '../support/running-terminal.ts'
import { spreadOf } from './measure.ts'

const SCANS = 200
const epochNow = () => performance.timeOrigin + performance.now()

await findChromium()
const dataDir = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-paint-'))
const pty = await createPty()
const settings = {
  facility: { id: 'BENCH', name: '测试中心', nameEn: 'Bench centre' },
  serialScanners: [{ id: 'serial-1', path: pty.path }],
}
writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings))
const terminal = await runTerminal(dataDir)
if (!('url' in terminal)) throw new Error(terminal.stderr)
const browser = await chromium.launch(chromiumLaunchOptions())
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
await page.goto(terminal.url)
await page.locator('[data-screen]').waitFor()
await page.evaluate('document.fonts.ready')

/** Resolves with the instant after which the masked number is on the glass: two frames after it is in the document. Text, because it
 *  runs in the page. */
const painted = (masked: string): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    const look = () => {
      if (!document.body.textContent.includes('${masked}')) return false
      requestAnimationFrame(() =>
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())))
      return true
    }
    if (look()) return
    const observer = new MutationObserver(() => look() && observer.disconnect())
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  })`)

const durations: number[] = []
for (let index = 0; index < SCANS; index += 1) {
  const number = `901${String(index * 7919 + 1000).padStart(7, '0')}`
  const seen = painted(`${number.slice(0, 3)}****${number.slice(7)}`)
  // The watcher is in the page before the scanner sends.
  await pause(60)
  await pty.send(number)
  const sentAt = epochNow()
  await pty.send('\r')
  durations.push((await seen) - sentAt)
}
const { median, p99 } = spreadOf(durations)
process.stdout.write(
  `last scanner byte → durable → painted, ${SCANS} scans\n  median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (aim: p99 at most 50 ms)\n`,
)

await browser.close()
await terminal.stop()
await pty.dispose()
rmSync(dataDir, { recursive: true })
