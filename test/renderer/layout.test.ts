// Nothing is cut off, pushed out or too small to touch: every picture of the gallery, both sizes, both languages, large text.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { type BuiltPage, buildPage } from './support/built-page.ts'
import { openCounter, pressAlone } from './support/counter-page.ts'
import { type FakeTerminal, startFakeTerminal } from './support/fake-terminal.ts'
import { dayAnswer, gallery, pictureState } from './support/gallery.ts'
import { todayRows } from './support/states.ts'

const small = { width: 1366, height: 768 }
const fullest = new Set(['idle-demo', 'card-VALID', 'card-VALID-everything', 'refusal-BANK_CARD', 'today'])
const wide = { width: 1920, height: 1080 }

describeInChromium('layout', () => {
  let built: BuiltPage
  let browser: Browser
  let terminal: FakeTerminal

  beforeAll(async () => {
    built = await buildPage()
    browser = await launchChromium()
    terminal = await startFakeTerminal(built.folder)
    terminal.answer('listToday', { result: todayRows })
    terminal.answer('coveredOn', { result: dayAnswer })
  })

  afterAll(async () => {
    await browser.close()
    await terminal.close()
    built.remove()
  })

  it.each([
    { language: 'zh-CN', viewport: small },
    { language: 'en', viewport: small },
    { language: 'zh-CN', viewport: wide },
    { language: 'en', viewport: wide },
    // Large text puts the dock away (F3).
    { language: 'zh-CN', viewport: small, largeText: true, dockOpen: false },
    { language: 'en', viewport: small, largeText: true, dockOpen: false },
  ] as const)('$language $viewport.width large: $largeText', { timeout: 120_000 }, async (options) => {
    const page = await openCounter(browser, terminal.address, options)
    const found: string[] = []
    for (const picture of gallery) {
      // The page grows in proportion: the wide screen needs only the fullest pictures.
      if (options.viewport === wide && !fullest.has(picture.name)) continue
      terminal.push(pictureState({ name: 'between', state: { screen: { kind: 'noCard', services: [] } } }))
      terminal.push(pictureState(picture))
      await page.locator(`[data-screen="${picture.state.screen?.kind ?? 'idle'}"]`).waitFor()
      for (const key of picture.keys ?? []) await pressAlone(page, key)
      await page.evaluate(() => document.fonts.ready)
      for (const fault of await faultsOf(page)) found.push(`${picture.name}: ${fault}`)
      if (picture.keys?.length) await pressAlone(page, 'Escape')
    }
    await page.context().close()
    expect(found).toEqual([])
  })
})

/** What a ruler finds on the page. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
    const root = document.documentElement
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) faults.push('the page scrolls')

    for (const element of document.querySelectorAll<HTMLElement>('.counter *, .overlay *')) {
      // For screen readers only, or not shown at all.
      if (element.closest('.only-read, svg, [style*="clip"]')) continue
      if (element.getClientRects().length === 0) continue
      const style = getComputedStyle(element)
      const isScroller = style.overflowY === 'auto'
      if (style.overflowX === 'hidden' || style.overflowY === 'hidden') {
        if (element.scrollWidth > element.clientWidth + 1)
          faults.push(`${name(element)} cuts off at the side`)
        if (element.scrollHeight > element.clientHeight + 1) faults.push(`${name(element)} cuts off below`)
      }
      const scroller = element.parentElement?.closest('.dock-cards, .today')
      const frame =
        scroller || isScroller ? null : element.closest('main, .dock, .foot, .status, .overlay-sheet')
      if (frame && frame !== element) {
        const inner = element.getBoundingClientRect()
        const outer = frame.getBoundingClientRect()
        if (inner.width > 0 && (inner.right > outer.right + 1 || inner.left < outer.left - 1))
          faults.push(`${name(element)} sticks out of ${name(frame)} at the side`)
        if (inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1)
          faults.push(`${name(element)} sticks out of ${name(frame)} above or below`)
      }
      if (element.tagName === 'BUTTON') {
        const { width, height } = element.getBoundingClientRect()
        if (width < 47.9 || height < 47.9) faults.push(`${name(element)} is ${width} × ${height}`)
      }
      const ownText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      )
      if (ownText && element.closest('main') && !element.closest('.key-cap')) {
        const size = Number.parseFloat(style.fontSize)
        if (size < 20) faults.push(`${name(element)} has text of ${size} px`)
      }
    }
    for (const word of document.querySelectorAll('.answer-word')) {
      const size = Number.parseFloat(getComputedStyle(word).fontSize)
      if (size < 36) faults.push(`an answer of ${size} px`)
    }
    return [...new Set(faults)]
  })
}
