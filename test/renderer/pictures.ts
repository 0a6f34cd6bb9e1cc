// Draws every screen in both sizes and languages as PNG, for people to look at: node test/renderer/pictures.ts OUT_DIR [NAME…]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { toSVG } from 'bwip-js/node'
import { chromium } from 'playwright-core'
import { findChromium } from '../support/chromium-path.ts'
import { buildPage } from './support/built-page.ts'
import { openCounter, pressAlone } from './support/counter-page.ts'
import { startFakeTerminal } from './support/fake-terminal.ts'
import { dayAnswer, gallery, pictureState } from './support/gallery.ts'
import { demo, todayRows } from './support/states.ts'

const [outDir, ...names] = process.argv.slice(2)
if (!outDir) throw new Error('usage: node test/renderer/pictures.ts OUT_DIR [NAME…]')
mkdirSync(outDir, { recursive: true })

await findChromium()
const page = await buildPage()
const terminal = await startFakeTerminal(page.folder)
terminal.answer('listToday', { result: todayRows })
terminal.answer('coveredOn', { result: dayAnswer })
terminal.answer('demoCodes', {
  result: demo.cards.map((id, index) => ({
    id,
    codeSvg: toSVG({
      bcid: 'code128',
      text: `90100001${String(index).padStart(2, '0')}`,
      scale: 2,
      height: 14,
    }),
  })),
})
const browser = await chromium.launch({
  executablePath: process.env.TEST_CHROMIUM ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
})

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]
for (const language of ['zh-CN', 'en'] as const) {
  for (const viewport of sizes) {
    for (const largeText of viewport.width === 1366 ? [false, true] : [false]) {
      const counter = await openCounter(browser, terminal.address, { viewport, language, largeText })
      counter.on('pageerror', (error) => console.error(String(error)))
      for (const picture of gallery) {
        if (names.length > 0 && !names.includes(picture.name)) continue
        // Through idle, so that what was typed or opened before is gone.
        terminal.push(pictureState({ name: 'between', state: { screen: { kind: 'noCard', services: [] } } }))
        terminal.push(pictureState(picture))
        await counter.locator(`[data-screen="${picture.state.screen?.kind ?? 'idle'}"]`).waitFor()
        for (const key of picture.keys ?? []) await pressAlone(counter, key)
        await counter.evaluate(() => document.fonts.ready)
        await counter.waitForTimeout(150)
        const large = largeText ? '-large' : ''
        await counter.screenshot({
          path: join(outDir, `${picture.name}-${language}-${viewport.width}${large}.png`),
        })
        if (picture.keys?.length) await pressAlone(counter, 'Escape')
      }
      if (names.length === 0 || names.includes('link-down')) {
        await terminal.goAway()
        await counter.locator('[data-link="down"]').waitFor()
        await counter.screenshot({ path: join(outDir, `link-down-${language}-${viewport.width}.png`) })
        await terminal.comeBack()
      }
      await counter.context().close()
    }
  }
}
await browser.close()
await terminal.close()
page.remove()
