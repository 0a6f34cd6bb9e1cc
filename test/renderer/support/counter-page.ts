// A browser page on the counter: its preferences set before it loads, its keys pressed as a person presses them.
import type { Browser, Page } from 'playwright-core'
import type { Language } from '../../../shared/words/words.ts'

export interface CounterOptions {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly language?: Language
  readonly largeText?: boolean
  readonly dockOpen?: boolean
}

export async function openCounter(
  browser: Browser,
  address: string,
  {
    viewport = { width: 1366, height: 768 },
    language = 'zh-CN',
    largeText = false,
    dockOpen = true,
  }: CounterOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport })
  await context.addInitScript(
    (preferences) => {
      localStorage.getItem('counter-preferences') ?? localStorage.setItem('counter-preferences', preferences)
    },
    JSON.stringify({ language, largeText, dockOpen, sound: true }),
  )
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('[data-screen]').waitFor()
  return page
}

/** Longer than a scanner's slowest gap, so that the key is a person's. */
const ALONE_MS = 210

export async function pressAlone(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await page.waitForTimeout(ALONE_MS)
}

/** As a scanner types: 2 ms a key, then Enter. */
export async function scanKeys(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 2 })
  await page.keyboard.press('Enter')
}
