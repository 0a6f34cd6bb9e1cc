// The admin page in a browser: opened, logged in, walked through.
import type { Browser, Page } from 'playwright-core'
import type { Language } from '../../../shared/words/words.ts'
import { ADMIN_TOKEN, type RunningOffice } from './running-office.ts'

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly language?: Language
}

/** Errors and refusals of the browser; a page that works has none. */
export interface OpenPage {
  readonly page: Page
  readonly complaints: string[]
}

export async function openPage(
  browser: Browser,
  server: RunningOffice,
  { viewport = { width: 1366, height: 768 }, language = 'zh-CN' }: PageOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await context.addInitScript((chosen) => localStorage.setItem('hub-language', chosen), language)
  const page = await context.newPage()
  await page.clock.setFixedTime(server.clock.now)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // Being told to log in first is how the page begins.
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
  })
  await page.goto(server.address)
  await page.locator('form').waitFor()
  return { page, complaints }
}

export async function logIn(page: Page): Promise<void> {
  await page.locator('input[type=password]').fill(ADMIN_TOKEN)
  await page.keyboard.press('Enter')
  await page.locator('nav').waitFor()
}

export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/${route}`)
  await page.locator('h1').waitFor()
}
