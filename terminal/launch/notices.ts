// What the start says to people on the console, Chinese first. Results (the address) go to stdout, all of this to stderr.
import { words } from '../../shared/words/words.ts'
import type { StartProblem } from '../open-terminal.ts'

export function startProblemNotice(problem: StartProblem): string {
  const detail = 'detail' in problem ? ` (${problem.detail})` : ''
  return `${words['zh-CN'].start[problem.kind]} / ${words.en.start[problem.kind]}${detail}`
}

export const notices = {
  building: '正在构建程序… / Building…',
  buildFailed: '构建失败 / Building failed:',
  openAddress: '请在浏览器中打开以下地址 / Open this address in a browser:',
  noBrowser:
    '未找到 Chromium、Chrome 或 Edge，请自行打开上面的地址 / No Chromium, Chrome or Edge found: open the address above',
  browserClosed:
    '浏览器已关闭，终端仍在运行（Ctrl+C 停止） / The browser was closed, the terminal is still running (Ctrl+C stops it)',
  browserGaveUp:
    '浏览器反复退出，不再重启；地址仍可使用 / The browser keeps dying and is not restarted; the address still works',
  root: '正以 root 运行，浏览器沙箱已关闭；正式使用请换普通账户 / Running as root switches the browser sandbox off: use an ordinary account at a counter',
  fetching:
    '正在后台下载 Electron，下次启动时使用… / Fetching Electron in the background, for the next start…',
  fetched: 'Electron 已就绪，下次启动时使用 / Electron is ready for the next start',
  fetchFailed:
    '未能下载 Electron，一天后再试；不影响使用 / Electron could not be fetched and is tried again in a day; everything works without it',
  electronFailed: 'Electron 未能运行，改用浏览器 / Electron did not run; using a browser instead',
  crashed:
    '终端因程序错误停止，详见数据文件夹中的 log/terminal.log / The terminal stopped because of a bug, see log/terminal.log in the data folder',
  usage: '用法 / Usage: npm start -- [--data DIR] [--port N] [--no-open]',
} as const
