// Vitest inside the guest: only its own stories, one after the other, on a machine that is ten times slower.
import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: this is how vitest reads it.
export default defineConfig({
  test: {
    include: ['test/hardware/guest/*.guest.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
