// A PostgreSQL server of the test's own, where PostgreSQL is installed: a fresh cluster in a folder of its own, on a socket.
import { execFileSync, type StdioOptions } from 'node:child_process'
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
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`,
    start,
    kill() {
      const postmaster = pid()
      const forked = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' })
      for (const one of [postmaster, ...forked.split('\n').filter(Boolean).map(Number)]) {
        try {
          process.kill(one, 'SIGKILL')
        } catch {
          // It ended by itself in the meantime.
        }
      }
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
