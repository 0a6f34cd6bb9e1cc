// Where things lie in the checkout. The one file that counts folders upwards.
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export const places = {
  root: here('.'),
  pageDir: here('dist/renderer'),
  pageConfig: here('renderer/vite.config.ts'),
  shellDir: here('dist/electron'),
  shellConfig: here('electron/vite.config.ts'),
  vite: here('node_modules/vite/bin/vite.js'),
  electronPackage: here('node_modules/electron'),
} as const
