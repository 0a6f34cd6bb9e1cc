// `npm run dev`: the demo terminal and the page on one address, the page from its sources and renewed as they change.
// For this desk only: it has none of the guards of the real host, so it listens on loopback and shows invented members.
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createVite } from 'vite'
import { WebSocketServer } from 'ws'
import { connectScreen } from '../terminal/host/connect-screen.ts'
import { webSocketToLink } from '../terminal/host/web-socket-link.ts'
import { createLog } from '../terminal/log.ts'
import { openTerminal } from '../terminal/open-terminal.ts'

const PORT = 5173
const dataDir = join(tmpdir(), 'union-card-terminal-dev')
const say = (line: string) => void process.stderr.write(`${line}\n`)

const log = createLog({ dataDir })
const opened = await openTerminal({ dataDir, log, onProgress: say })
if (!opened.ok) throw new Error(opened.error.kind)

const server = createServer()
const vite = await createVite({
  configFile: 'renderer/vite.config.ts',
  server: { middlewareMode: { server }, hmr: { server }, host: '127.0.0.1' },
})
server.on('request', vite.middlewares)
const sockets = new WebSocketServer({ noServer: true })
server.on('upgrade', (request, socket, head) => {
  // Every other socket is the bundler's own.
  if (request.url !== '/link') return
  sockets.handleUpgrade(request, socket, head, (page) =>
    connectScreen(opened.value, webSocketToLink(page), log),
  )
})
server.listen(PORT, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${PORT}/\n`))

process.once('SIGINT', () => {
  void Promise.all([vite.close(), opened.value.close()]).then(() => process.exit(0))
})
