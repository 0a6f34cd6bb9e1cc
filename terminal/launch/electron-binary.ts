// Electron's binary: whether it is there, and fetching it. It comes from another place than the packages and may be out of
// reach; nothing waits for it. Never imports 'electron': in plain Node that alone starts a download.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Path of the executable; null: not fetched yet. Mirrors what the package's own index.js looks at. */
export function electronBinary(packageDir: string, env = process.env): string | null {
  let name: string
  try {
    name = readFileSync(join(packageDir, 'path.txt'), 'utf8')
  } catch {
    return null
  }
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDir, 'dist'), name)
  return existsSync(path) ? path : null
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Nothing arrived for this long: out of reach, or as good as. A slow line that still delivers may take its time. */
const STALLED_MS = 8_000

export interface FetchOptions {
  readonly packageDir: string
  /** Folder that remembers a failed try. */
  readonly dataDir: string
  readonly stalledMs?: number
}

const failureMark = (dataDir: string) => join(dataDir, 'electron-fetch-failed')

/** Whether a try failed less than a day ago. */
export function failedLately({ dataDir }: Pick<FetchOptions, 'dataDir'>, now = Date.now()): boolean {
  const failedAt = statSync(failureMark(dataDir), { throwIfNoEntry: false })?.mtimeMs
  return failedAt !== undefined && now - failedAt < DAY_MS
}

/** Runs the package's own installer, which checks the download against the checksums in the package. True: it is there. */
export async function fetchElectron(options: FetchOptions, signal?: AbortSignal): Promise<boolean> {
  const { packageDir, dataDir, stalledMs = STALLED_MS } = options
  mkdirSync(dataDir, { recursive: true })
  const workDir = mkdtempSync(join(dataDir, 'electron-fetch-'))
  const child = spawn(process.execPath, [join(packageDir, 'install.js')], {
    stdio: 'ignore',
    // Downloads under our eyes, so that progress can be told from silence.
    env: { ...process.env, TMPDIR: workDir, TEMP: workDir, TMP: workDir, ELECTRON_GET_NO_PROGRESS: '1' },
  })
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill)
  let bytes = 0
  const watch = setInterval(() => {
    const now = bytesUnder(workDir) + bytesUnder(join(packageDir, 'dist'))
    if (now === bytes) kill()
    bytes = now
  }, stalledMs)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    const fetched = code === 0 && electronBinary(packageDir) !== null
    if (!fetched && !signal?.aborted) writeFileSync(failureMark(dataDir), '')
    return fetched
  } finally {
    clearInterval(watch)
    signal?.removeEventListener('abort', kill)
    rmSync(workDir, { recursive: true, force: true })
  }
}

function bytesUnder(dir: string): number {
  if (!existsSync(dir)) return 0
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) =>
        sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
}
