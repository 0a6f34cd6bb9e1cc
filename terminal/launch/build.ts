// Builds the page or the shell when what is built is missing or older than what it is built from. In a child process: the
// bundler is not part of the terminal.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface BuildOptions {
  readonly vite: string
  readonly config: string
  /** A file that every build writes. */
  readonly output: string
  /** Files and folders it is built from. */
  readonly sources: readonly string[]
  readonly cwd: string
  /** Called when there is something to build. */
  readonly onBuild: () => void
}

/** How a build ended; `output` holds what the bundler said. */
export type Built =
  | { readonly kind: 'FRESH' | 'BUILT' }
  | { readonly kind: 'FAILED'; readonly output: string }

export function isStale(output: string, sources: readonly string[]): boolean {
  const builtAt = changedAt(output)
  return builtAt === null || sources.some((source) => newest(source) > builtAt)
}

export async function ensureBuilt(options: BuildOptions): Promise<Built> {
  if (!isStale(options.output, options.sources)) return { kind: 'FRESH' }
  options.onBuild()
  return build(options)
}

async function build({ vite, config, cwd }: BuildOptions): Promise<Built> {
  const child = spawn(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd,
    // Whoever started us may run in another mode, and the page would be a developer's.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0 ? { kind: 'BUILT' } : { kind: 'FAILED', output }
}

function newest(path: string): number {
  const own = changedAt(path)
  if (own === null) return 0
  if (!statSync(path).isDirectory()) return own
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, changedAt(join(entry.parentPath, entry.name)) ?? 0), 0)
}

/** Milliseconds since the epoch; null: not there. */
function changedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}
