// The stand-in's BrowserWindow: one Chromium page, with the preload script the shell named.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app } from './app.ts'
import { records } from './records.ts'
import { WebContents } from './web-contents.ts'

interface WindowOptions {
  readonly webPreferences: { readonly preload: string }
}

const shown = Promise.withResolvers<BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  /** The first window, once its page is loaded. */
  static readonly first: Promise<BrowserWindow> = shown.promise
  readonly webContents: WebContents

  constructor(options: WindowOptions) {
    super()
    if (!app.context) throw new Error('a window before the app is ready')
    records.windowOptions = { ...options }
    this.webContents = new WebContents(app.context, readFileSync(options.webPreferences.preload, 'utf8'))
    app.emit('web-contents-created', {}, this.webContents)
    this.webContents.on('destroyed', () => {
      this.emit('closed')
      app.emit('window-all-closed')
    })
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
    this.emit('ready-to-show')
    shown.resolve(this)
  }
  show(): void {
    records.shown++
  }
  focus(): void {
    records.focused++
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
}
