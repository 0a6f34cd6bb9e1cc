// The admin page as it ships: bundled once for a test run into a temporary folder.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { keptFolder } from '../../support/temporary-folder.ts'

export interface BuiltPage {
  readonly folder: string
  remove(): void
}

export async function buildPage(): Promise<BuiltPage> {
  const { path, remove } = keptFolder()
  await build({
    configFile: fileURLToPath(new URL('../../../hub/page/vite.config.ts', import.meta.url)),
    build: { outDir: path, emptyOutDir: true },
  })
  return { folder: path, remove }
}
