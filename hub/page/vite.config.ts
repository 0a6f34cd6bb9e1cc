// How the admin page is bundled into hub/page/dist, which the hub serves under a policy without inline anything.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// biome-ignore lint/style/noDefaultExport: vite reads its settings from the default export
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  // A hundred font files are no news.
  logLevel: 'warn',
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    // Office machines are older than counters.
    target: ['chrome111', 'firefox115', 'safari16.4'],
    // `font-src 'self'`: a font inlined as data: would be refused.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Measured by test/hub-page/page-size.test.ts, compressed.
    chunkSizeWarningLimit: 1_000,
  },
})
