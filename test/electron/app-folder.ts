// An app folder as the shell finds it: the page, and the preload script bundled by the real configuration.
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export async function makeAppFolder(dir: string): Promise<string> {
  const outDir = join(dir, 'dist', 'electron')
  mkdirSync(outDir, { recursive: true })
  cpSync(here('page'), join(dir, 'dist', 'renderer'), { recursive: true })
  const builder = await createBuilder({
    configFile: here('../../electron/vite.config.ts'),
    environments: { preload: { build: { outDir } } },
  })
  const { preload } = builder.environments
  if (!preload) throw new Error('the configuration has no preload')
  await builder.build(preload)
  return dir
}
