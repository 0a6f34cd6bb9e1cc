// Starting the Chromium that the global set-up found.
import { type Browser, chromium } from 'playwright-core'
import { describe } from 'vitest'
import { chromiumLaunchOptions } from './chromium-launch.ts'

export const hasChromium = Boolean(process.env.TEST_CHROMIUM)

/** Browser tests: skipped, visibly, where no Chromium could be found. */
export const describeInChromium = describe.skipIf(!hasChromium)

export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch(chromiumLaunchOptions(args))
}
