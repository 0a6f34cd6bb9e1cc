// What can be built in this checkout: the page that both hosts serve, and the Electron shell.
import { join } from 'node:path'
import type { BuildOptions } from './build.ts'
import { places } from './places.ts'

const from = (...paths: string[]) => paths.map((path) => join(places.root, path))

export const pageBuild: Omit<BuildOptions, 'onBuild'> = {
  vite: places.vite,
  cwd: places.root,
  config: places.pageConfig,
  output: join(places.pageDir, 'index.html'),
  sources: from('renderer', 'shared', 'drivers/wedge', 'resources', 'package-lock.json'),
}

export const shellBuild: Omit<BuildOptions, 'onBuild'> = {
  vite: places.vite,
  cwd: places.root,
  config: places.shellConfig,
  // The last file of the build.
  output: join(places.shellDir, 'preload.cjs'),
  sources: from('electron', 'terminal', 'shared', 'drivers', 'package-lock.json'),
}
