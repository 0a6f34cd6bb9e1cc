// Draws every screen of the admin page in both sizes and languages as PNG, for people to look at:
// node test/hub-page/pictures.ts OUT_DIR [NAME…]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { chromiumLaunchOptions } from '../support/chromium-launch.ts'
import { findChromium } from '../support/chromium-path.ts'
import { goTo, logIn, openPage } from './support/admin-page.ts'
import { buildPage } from './support/built-page.ts'
import { putCityToWork } from './support/city-at-work.ts'
import { runOffice } from './support/running-office.ts'
import { screens } from './support/screens.ts'

const [outDir = '', ...names] = process.argv.slice(2)
if (outDir === '') throw new Error('usage: node test/hub-page/pictures.ts OUT_DIR [NAME…]')
mkdirSync(outDir, { recursive: true })

await findChromium()
const built = await buildPage()
const empty = await runOffice(built.folder)
const server = await runOffice(built.folder)
await putCityToWork(server)
const browser = await chromium.launch(chromiumLaunchOptions())

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]) {
  for (const language of ['zh-CN', 'en'] as const) {
    const draw = async (page: Page, name: string) => {
      await page.evaluate(() => document.fonts.ready)
      const path = join(outDir, `${name}-${language}-${viewport.width}.png`)
      await page.screenshot({ path, fullPage: true })
    }
    const nothing = await openPage(browser, empty, { viewport, language })
    await draw(nothing.page, 'login')
    await nothing.page.locator('input').fill('wrong')
    await nothing.page.keyboard.press('Enter')
    await nothing.page.locator('.said').waitFor()
    await draw(nothing.page, 'login-wrong')
    await logIn(nothing.page)
    await nothing.page.locator('.empty').waitFor()
    await draw(nothing.page, 'terminals-empty')
    await nothing.page.context().close()

    const { page, complaints } = await openPage(browser, server, { viewport, language })
    await logIn(page)
    for (const { name, show } of screens) {
      if (names.length > 0 && !names.includes(name)) continue
      await goTo(page, name === 'publish' ? 'month' : 'publish')
      await page.reload()
      await show(page, server)
      await draw(page, name)
    }
    if (complaints.length > 0) process.stderr.write(`${complaints.join('\n')}\n`)
    await page.context().close()
  }
}
await browser.close()
await empty.close()
await server.close()
built.remove()
