// The counter's one window: whole screen, no frame, no menu, and a page that is as far from the machine as Chromium allows.
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'

export function windowOptions(appDir: string, isPackaged: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    kiosk: true,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    title: '上海工会会员服务卡终端',
    webPreferences: {
      preload: join(appDir, 'dist', 'electron', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      // A technician's build may be looked into, a counter's may not.
      devTools: !isPackaged,
      // A scan counts also while something lies over the window, and its sound needs no click first.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  }
}
