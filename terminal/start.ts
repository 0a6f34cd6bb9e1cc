// `npm start`: builds what is stale, then opens the terminal in Electron, else in a browser of this machine, else prints its
// address. The counter is up within seconds: a download is for the next start and is never waited for.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Headless, headless } from './headless.ts'
import { findBrowser, hasDisplay, kioskArguments, thisMachine } from './launch/browser.ts'
import { ensureBrowserProfile } from './launch/browser-profile.ts'
import { ensureBuilt } from './launch/build.ts'
import { defaultDataDir } from './launch/data-folder.ts'
import { electronBinary, failedLately, fetchElectron } from './launch/electron-binary.ts'
import { keepOpen } from './launch/keep-open.ts'
import { notices } from './launch/notices.ts'
import { parseStartOptions, type StartOptions } from './launch/options.ts'
import { places } from './launch/places.ts'

const complain = (line: string) => void process.stderr.write(`${line}\n`)
const machine = thisMachine()

const options = parseStartOptions(process.argv.slice(2), defaultDataDir())
if (options.ok) await start(options.value)
else {
  complain(notices.usage)
  process.exitCode = 1
}

async function start({ dataDir, port, open }: StartOptions): Promise<void> {
  if (!(await isBuilt('page'))) return
  const withWindow = open && hasDisplay(machine)
  if (withWindow && machine.isRoot) complain(notices.root)

  const electron = withWindow ? electronBinary(places.electronPackage) : null
  if (electron && (await isBuilt('shell')) && (await ranInElectron(electron, dataDir))) return

  const running = await headless({ dataDir, port, complain })
  if (!running || !withWindow) return
  if (!electron) void fetchForNextTime(dataDir)
  await showInBrowser(running, dataDir)
}

async function isBuilt(what: 'page' | 'shell'): Promise<boolean> {
  const from = (...paths: string[]) => paths.map((path) => join(places.root, path))
  const built = await ensureBuilt({
    vite: places.vite,
    cwd: places.root,
    onBuild: () => complain(notices.building),
    ...(what === 'page'
      ? {
          config: places.pageConfig,
          output: join(places.pageDir, 'index.html'),
          sources: from('renderer', 'shared', 'drivers/wedge', 'resources', 'package-lock.json'),
        }
      : {
          config: places.shellConfig,
          // The last file of the build.
          output: join(places.shellDir, 'preload.cjs'),
          sources: from('electron', 'terminal', 'shared', 'drivers', 'package-lock.json'),
        }),
  })
  if (built.kind !== 'FAILED') return true
  complain(`${notices.buildFailed}\n${built.output}`)
  // Without the shell there is still the browser.
  if (what === 'page') process.exitCode = 1
  return false
}

/** False: it did not end well, and the counter goes on in a browser. */
async function ranInElectron(binary: string, dataDir: string): Promise<boolean> {
  const flags = machine.isRoot ? ['--no-sandbox'] : []
  const child = spawn(binary, [...flags, places.root, '--data', dataDir], { stdio: 'inherit' })
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  process.on('SIGTERM', pass).on('SIGINT', pass)
  const code = await exitOf(child)
  process.off('SIGTERM', pass).off('SIGINT', pass)
  if (code !== 0) complain(notices.electronFailed)
  return code === 0
}

async function showInBrowser(running: Headless, dataDir: string): Promise<void> {
  const browser = findBrowser(machine)
  if (!browser) return complain(notices.noBrowser)
  const profileDir = join(dataDir, 'browser')
  ensureBrowserProfile(profileDir)
  let child: ReturnType<typeof spawn> | null = null
  process.once('exit', () => child?.kill())
  const ended = await keepOpen({
    now: () => performance.now(),
    open: () => {
      const args = kioskArguments(running.singleUseUrl(), profileDir, machine)
      const env = { ...process.env, LANGUAGE: 'zh_CN:en' }
      child = spawn(browser, args, { stdio: 'ignore', env })
      return exitOf(child)
    },
  })
  complain(ended === 'CLOSED' ? notices.browserClosed : notices.browserGaveUp)
}

async function fetchForNextTime(dataDir: string): Promise<void> {
  if (failedLately({ dataDir })) return
  complain(notices.fetching)
  const stop = new AbortController()
  process.once('exit', () => stop.abort())
  const fetched = await fetchElectron({ packageDir: places.electronPackage, dataDir }, stop.signal)
  complain(fetched ? notices.fetched : notices.fetchFailed)
}

async function exitOf(child: ReturnType<typeof spawn>): Promise<number | null> {
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    return code
  } catch {
    // Could not be started at all.
    return null
  }
}
