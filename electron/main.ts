// The Electron shell: the second composition root beside terminal/headless.ts. One kiosk window over the same terminal.
// No top-level await: Electron is not ready before this file has run to its end.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron'
import { connectScreen } from '../terminal/host/connect-screen.ts'
import { readPageFiles } from '../terminal/host/page-files.ts'
import { defaultDataDir } from '../terminal/launch/data-folder.ts'
import { guardProcess } from '../terminal/launch/guard-process.ts'
import { startProblemNotice } from '../terminal/launch/notices.ts'
import { createRestartBudget } from '../terminal/launch/restart-budget.ts'
import { createLog } from '../terminal/log.ts'
import { openTerminal, type StartProblem } from '../terminal/open-terminal.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { dataDirOf } from './arguments.ts'
import { acceptIpcLinks } from './ipc-link.ts'
import { lockDownContents, lockDownSession } from './lock-down.ts'
import { isPageUrl, PAGE_URL, registerPageScheme, servePageFiles } from './page-protocol.ts'
import { windowOptions } from './window.ts'

const dataDir = dataDirOf(process.argv) ?? defaultDataDir()
const complain = (line: string) => void process.stderr.write(`${line}\n`)
const log = createLog({ dataDir })

registerPageScheme(protocol)
app.enableSandbox()
app.commandLine.appendSwitch('lang', 'zh-CN')

if (!ownDataFolder()) app.exit(1)
else if (!app.requestSingleInstanceLock()) app.quit()
else void app.whenReady().then(run)

/** The shell's own profile lies with the terminal's data, so that two terminals on one machine are two instances. */
function ownDataFolder(): boolean {
  const profileDir = join(dataDir, 'browser')
  try {
    mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    refuseStart({ kind: 'DATA_FOLDER_UNUSABLE', detail: error instanceof Error ? error.message : 'unknown' })
    return false
  }
  app.setPath('userData', profileDir)
  return true
}

async function run(): Promise<void> {
  let close = async () => {}
  guardProcess({ log, complain, close: () => close() })
  Menu.setApplicationMenu(null)
  lockDownSession(session.defaultSession)
  app.on('web-contents-created', (_event, contents) =>
    lockDownContents(contents, { isOurPage: isPageUrl, onRefused: () => log.warn('shell.refused') }),
  )
  servePageFiles(protocol, readPageFiles(join(app.getAppPath(), 'dist', 'renderer')))

  const opened = await openTerminal({ dataDir, log, onProgress: complain })
  if (!opened.ok) {
    refuseStart(opened.error)
    return app.exit(1)
  }
  // A signal and the window's end may both ask for it.
  let closing: Promise<void> | null = null
  close = () => (closing ??= opened.value.close())
  closeBeforeQuit(() => close())
  openWindow(opened.value)
}

function openWindow(terminal: Terminal): void {
  const window = new BrowserWindow(windowOptions(app.getAppPath(), app.isPackaged))
  const contents = window.webContents
  acceptIpcLinks({
    ipcMain,
    contents,
    isOurPage: isPageUrl,
    onLink: (link) => connectScreen(terminal, link, log),
    onForeign: () => log.warn('shell.foreign_sender'),
  })

  const mayRestart = createRestartBudget(() => performance.now())
  contents.on('render-process-gone', () => {
    log.error('shell.page_died')
    if (mayRestart()) void window.loadURL(PAGE_URL)
    else app.exit(1)
  })
  window.once('ready-to-show', () => window.show())
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void window.loadURL(PAGE_URL)
}

function closeBeforeQuit(close: () => Promise<void>): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    void close()
      .then(() => log.close())
      .finally(() => app.exit(0))
  })
}

function refuseStart(problem: StartProblem): void {
  const notice = startProblemNotice(problem)
  log.error('root.start_problem', { kind: problem.kind })
  complain(notice)
  dialog.showErrorBox('上海工会会员服务卡终端', notice)
}
