// `hub serve`: the hub over HTTP, until it is told to stop.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { publishPackages } from '../publish/publish.ts'
import { isPageBuilt, PAGE_NOT_BUILT } from '../server/admin-page.ts'
import { ADMIN_TOKEN_FILE, createAdminSessions, readOrCreateAdminToken } from '../server/admin-session.ts'
import { createHubServer } from '../server/create-server.ts'
import { startDailyHeartbeat } from '../server/daily-heartbeat.ts'
import { createHubLog } from '../server/hub-log.ts'
import { createLocalOffice } from '../server/local-office.ts'
import { openHub } from '../server/open-hub.ts'
import { publishAnswer } from '../server/publish-answer.ts'
import { announce } from '../server/running-hub.ts'
import { databaseUrlOf, fail, sayDatabaseProblem } from './office-command.ts'
import { defaultDataDir, parseWhole } from './options.ts'

interface Options {
  readonly data: string
  readonly database?: string
  readonly port: number
  readonly host: string
  readonly behindProxy?: true
  readonly keys?: string
  readonly untilInputEnds?: true
}

const DEFAULT_PORT = 8620

export function serveCommand(): Command {
  return new Command('serve')
    .description('Take visits, give packages, enrol terminals, until stopped')
    .option('--data <dir>', 'folder of the hub', defaultDataDir)
    .option('--database <url>', 'PostgreSQL, postgres://… (default: $HUB_DATABASE, else the embedded one)')
    .option('--port <n>', '0: any that is free', parseWhole(0, 65_535), DEFAULT_PORT)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--behind-proxy', 'one proxy stands in front, ends TLS and says whom it speaks for')
    .option('--keys <dir>', 'folder of the signing keys (default: keys/ in the folder of the hub)')
    .option('--until-input-ends', 'stop when standard input ends: for a program that starts a hub of its own')
    .action(serve)
}

async function serve(options: Options): Promise<void> {
  const opened = await openHub({ dataDir: options.data, databaseUrl: databaseUrlOf(options) })
  if (!opened.ok) return fail(sayDatabaseProblem(opened.error))
  const hub = opened.value
  if (!hub.database.isPowerSafe)
    process.stderr.write(
      '警告：停电可能丢失已确认的记录 / warning: this store is not safe against power cuts\n',
    )
  const log = createHubLog({ write: (line) => process.stderr.write(line) })
  const keysDir = options.keys ?? join(options.data, 'keys')
  const token = readOrCreateAdminToken(join(options.data, ADMIN_TOKEN_FILE))
  const pageDir = fileURLToPath(new URL('../page/dist', import.meta.url))
  const server = await createHubServer({
    hub,
    log,
    pageDir,
    isBehindProxy: options.behindProxy === true,
    admin: {
      office: createLocalOffice(hub),
      sessions: createAdminSessions(token),
      publish: async () => publishAnswer(publishPackages({ dataDir: hub.dataDir, keysDir, now: hub.now() })),
    },
  })
  try {
    await server.listen({ port: options.port, host: options.host })
  } catch (thrown) {
    await hub.close()
    return fail(`无法监听端口 / cannot listen: ${thrown instanceof Error ? thrown.message : 'unknown'}`)
  }
  const bound = server.server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : options.port
  const announced = announce(options.data, `http://127.0.0.1:${port}`)
  const heartbeat = startDailyHeartbeat({ dataDir: options.data, keysDir, now: hub.now, log })
  process.stdout.write(`http://${options.host}:${port}\n`)
  process.stderr.write(
    isPageBuilt(pageDir) ? `admin page: http://${options.host}:${port}/admin/\n` : `${PAGE_NOT_BUILT}\n`,
  )
  process.stderr.write(`admin token: ${join(options.data, ADMIN_TOKEN_FILE)}\n`)

  const stop = async () => {
    heartbeat.stop()
    announced.withdraw()
    await server.close()
    await hub.close()
  }
  if (options.untilInputEnds) {
    process.stdin.resume().once('end', () => void stop())
    // It must not keep a hub alive that was told to stop in another way.
    if ('unref' in process.stdin) process.stdin.unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}
