import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    // Generous: a busy machine is no failure. What hangs still ends.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
