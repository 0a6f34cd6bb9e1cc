// Starting the Chromium that the global set-up found.
import { type Browser, chromium } from 'playwright-core'
import { describe } from 'vitest'
import { chromiumLaunchOptions } from './chromium-launch.ts'

export const hasChromium = Boolean(process.env.TEST_CHROMIUM)

/** Browser tests: skipped, visibly, where no Chromium could be found. In CI they may be tried again: a machine that stalls for a tenth of
 *  a second turns a typed scan into a disturbed one, as it should. */
export function describeInChromium(name: string, tests: () => void): void {
  describe.skipIf(!hasChromium)(name, { retry: process.env.CI ? 2 : 0 }, tests)
}

export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch(chromiumLaunchOptions(args))
}
