// A PostgreSQL server of the test's own, where PostgreSQL is installed: a fresh cluster in a folder of its own, on a socket.
import { execFileSync, type StdioOptions, spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface PostgresServer {
  readonly url: string
  /** Kills the server and all it forked, the hard way. */
  kill(): void
  start(): void
  remove(): void
}

const bin = globSync('/usr/lib/postgresql/*/bin/initdb').map(dirname).sort().at(-1)

export const hasPostgres = bin !== undefined

if (!hasPostgres)
  process.stderr.write('No PostgreSQL server programs: tests against PostgreSQL are skipped\n')

export function startPostgres(): PostgresServer {
  if (bin === undefined) throw new Error('PostgreSQL is not installed')
  const dir = mkdtempSync(join(tmpdir(), 'hub-postgres-'))
  const cluster = join(dir, 'cluster')
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', dir])
  asPostgres('initdb', ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-D', cluster])

  function start(): void {
    const options = `-k ${dir} -c listen_addresses='' -c log_min_messages=fatal`
    asPostgres('pg_ctl', ['-D', cluster, '-w', '-l', join(dir, 'log'), '-o', options, 'start'])
  }
  const pid = () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

  start()
  const pause = new Int32Array(new SharedArrayBuffer(4))
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`,
    start,
    kill() {
      const postmaster = pid()
      process.kill(postmaster, 'SIGSTOP') // so that it forks nothing more
      const forked = psOf('--ppid', postmaster, 'pid').split('\n').filter(Boolean).map(Number)
      for (const one of [...forked, postmaster]) process.kill(one, 'SIGKILL')
      while (![...forked, postmaster].every(isDead)) Atomics.wait(pause, 0, 0, 10)
      // Where nobody collects the dead, their number looks taken, and the next server would believe that they live.
      for (const left of [join(cluster, 'postmaster.pid'), join(dir, '.s.PGSQL.5432.lock')]) rmSync(left)
    },
    remove() {
      try {
        asPostgres('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop'])
      } catch {
        // It does not run.
      }
      rmSync(dir, { recursive: true, force: true })
    },
  }

  /** The server refuses to run as root. */
  function asPostgres(program: string, args: readonly string[]): void {
    const command = [join(bin ?? '', program), ...args]
    const stdio: StdioOptions = ['ignore', 'ignore', 'inherit']
    if (process.getuid?.() === 0)
      execFileSync('runuser', ['-u', 'postgres', '--', ...command], { stdio, cwd: '/' })
    else execFileSync(command[0] ?? '', command.slice(1), { stdio })
  }
}

function isDead(pid: number): boolean {
  const state = psOf('-p', pid, 'stat').trim()
  return state === '' || state.startsWith('Z')
}

function psOf(selector: string, pid: number, column: string): string {
  // ps ends with 1 when it finds nothing.
  return spawnSync('ps', ['-o', `${column}=`, selector, String(pid)], { encoding: 'utf8' }).stdout
}
