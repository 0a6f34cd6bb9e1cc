// Runs once before all tests, in the main process; workers inherit the environment.
import { ensureBuilt } from '../../terminal/launch/build.ts'
import { pageBuild } from '../../terminal/launch/builds.ts'
import { findChromium } from './chromium-path.ts'

export async function setup(): Promise<void> {
  await findChromium()
  await buildPage()
}

/** Stories with a browser want the page where the hosts look for it. */
async function buildPage(): Promise<void> {
  const built = await ensureBuilt({
    ...pageBuild,
    onBuild: () => process.stderr.write('building the page…\n'),
  })
  if (built.kind === 'FAILED') throw new Error(`the page could not be built:\n${built.output}`)
}
