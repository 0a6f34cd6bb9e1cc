// `npm start`: builds what is stale, then opens the terminal in Electron, else in a browser of this machine, else prints its
// address. The counter is up within seconds: a download is for the next start and is never waited for.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Headless, headless } from './headless.ts'
import { findBrowser, hasDisplay, kioskArguments, thisMachine } from './launch/browser.ts'
import { ensureBrowserProfile } from './launch/browser-profile.ts'
import { ensureBuilt } from './launch/build.ts'
import { pageBuild, shellBuild } from './launch/builds.ts'
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
  if (!(await isBuilt(pageBuild))) {
    process.exitCode = 1
    return
  }
  const withWindow = open && hasDisplay(machine)
  if (withWindow && machine.isRoot) complain(notices.root)

  const electron = withWindow ? electronBinary(places.electronPackage) : null
  if (electron && (await isBuilt(shellBuild)) && (await ranInElectron(electron, dataDir))) return

  const running = await headless({ dataDir, port, complain })
  if (!running || !withWindow) return
  if (!electron) void fetchForNextTime(dataDir)
  await showInBrowser(running, dataDir)
}

async function isBuilt(what: typeof pageBuild): Promise<boolean> {
  const built = await ensureBuilt({ ...what, onBuild: () => complain(notices.building) })
  if (built.kind !== 'FAILED') return true
  complain(`${notices.buildFailed}\n${built.output}`)
  return false
}

/** False: it did not end well and nobody asked it to end; the counter goes on in a browser. */
async function ranInElectron(binary: string, dataDir: string): Promise<boolean> {
  const flags = machine.isRoot ? ['--no-sandbox'] : []
  const child = spawn(binary, [...flags, places.root, '--data', dataDir], { stdio: 'inherit' })
  let asked = false
  const pass = (signal: NodeJS.Signals) => {
    asked = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, pass)
  const code = await exitOf(child)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, pass)
  if (code === 0 || asked) return true
  complain(notices.electronFailed)
  return false
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
