import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A machine that stalls for a tenth of a second turns a typed scan into a disturbed one, as it should.
    retry: process.env.CI ? 2 : 0,
  },
})
