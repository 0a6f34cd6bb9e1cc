// A stand-in for the module 'electron' over a real Chromium: as much of it as the shell uses. It shows that the shell's code
// runs and holds together; it is not Electron, and a test that passes here has not run there.

import { records } from './records.ts'
import { listenToTest } from './remote.ts'

export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { protocol } from './protocol.ts'
export { session } from './session.ts'

export const Menu = {
  setApplicationMenu(menu: unknown): void {
    records.menu = menu
  },
}

export const dialog = {
  showErrorBox(title: string, content: string): void {
    records.errorBoxes.push(`${title}: ${content}`)
  },
}

listenToTest()
