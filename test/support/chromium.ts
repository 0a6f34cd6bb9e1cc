// Starting the Chromium that the global set-up found.
import { delimiter } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { describe } from 'vitest'

export const hasChromium = Boolean(process.env.TEST_CHROMIUM)

/** Browser tests: skipped, visibly, where no Chromium could be found. */
export const describeInChromium = describe.skipIf(!hasChromium)

export function chromiumLaunchOptions(args: readonly string[] = []): LaunchOptions {
  const libs = process.env.TEST_CHROMIUM_LIBS
  return {
    executablePath: process.env.TEST_CHROMIUM ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      ...args,
    ],
    ...(libs
      ? {
          env: {
            ...process.env,
            LD_LIBRARY_PATH: [libs, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
          } as Record<string, string>,
        }
      : {}),
  }
}

export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch(chromiumLaunchOptions(args))
}
