// How the Chromium that was found is started. Knows no test runner, so that benchmarks and scripts can use it.
import { delimiter } from 'node:path'
import type { LaunchOptions } from 'playwright-core'

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
