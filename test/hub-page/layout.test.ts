// Nothing is cut off and nothing scrolls sideways: every screen, both sizes, both languages; and nothing is too small to press.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { goTo, logIn, openPage } from './support/admin-page.ts'
import { type BuiltPage, buildPage } from './support/built-page.ts'
import { putCityToWork } from './support/city-at-work.ts'
import { type RunningOffice, runOffice } from './support/running-office.ts'
import { screens } from './support/screens.ts'

const small = { width: 1366, height: 768 }
const wide = { width: 1920, height: 1080 }

describeInChromium('layout of the admin page', () => {
  let built: BuiltPage
  let browser: Browser
  let server: RunningOffice

  beforeAll(async () => {
    built = await buildPage()
    browser = await launchChromium()
    server = await runOffice(built.folder)
    await putCityToWork(server)
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    built.remove()
  })

  it.each([
    { language: 'zh-CN', viewport: small },
    { language: 'en', viewport: small },
    { language: 'zh-CN', viewport: wide },
    { language: 'en', viewport: wide },
  ] as const)('$language $viewport.width', { timeout: 120_000 }, async (options) => {
    const { page, complaints } = await openPage(browser, server, options)
    const found = (await faultsOf(page)).map((fault) => `login: ${fault}`)
    await logIn(page)
    for (const { name, show } of screens) {
      await goTo(page, name.startsWith('publish') ? 'month' : 'publish')
      await show(page, server)
      await page.evaluate(() => document.fonts.ready)
      for (const fault of await faultsOf(page)) found.push(`${name}: ${fault}`)
      await page.keyboard.press('Escape')
    }
    await page.context().close()
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })
})

/** What a ruler finds on the page. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${element.textContent?.slice(0, 20)}`
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways')
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest('.only-read, svg, datalist, option')) continue
      const box = element.getBoundingClientRect()
      if (box.width === 0) continue
      if (box.right > innerWidth + 1 || box.left < -1) faults.push(`${nameOf(element)} leaves the page`)
      if (getComputedStyle(element).overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1)
        faults.push(`${nameOf(element)} cuts off at the side`)
      if (element.matches('button, select, input, .press, nav a') && box.height < 36)
        faults.push(`${nameOf(element)} is ${box.height} px high`)
    }
    return faults
  })
}
