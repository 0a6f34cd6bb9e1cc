// How the page is bundled into dist/renderer, which both hosts serve under a content security policy without inline anything.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// biome-ignore lint/style/noDefaultExport: vite reads its settings from the default export
export default defineConfig({
  root: here('.'),
  // Relative addresses: the page works from a socket's root and from a file protocol alike.
  base: './',
  plugins: [react()],
  // A hundred font files are no news.
  logLevel: 'warn',
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // `font-src 'self'`: a font inlined as data: would be refused.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Measured by test/renderer/page-size.test.ts, compressed.
    chunkSizeWarningLimit: 1_000,
  },
})
