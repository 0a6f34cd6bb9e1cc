// Chromium for the stand-in. A process of its own, without the test runner.
import type { BrowserContext } from 'playwright-core'
import { launchChromium as launch } from '../../support/chromium.ts'

export async function launchChromium(): Promise<BrowserContext> {
  const browser = await launch()
  return browser.newContext({ viewport: { width: 1366, height: 768 } })
}
