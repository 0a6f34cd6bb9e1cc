// The stand-in's remote control: the test that started the process asks for things over node's own channel.
import { BrowserWindow } from './browser-window.ts'
import { ipcMain } from './ipc-main.ts'
import { records } from './records.ts'
import { session } from './session.ts'

export type Wish =
  /** Runs a function in the page; `code` is an expression. */
  | { readonly kind: 'evaluate'; readonly code: string }
  | { readonly kind: 'press'; readonly keys: readonly string[] }
  | { readonly kind: 'records' }
  | { readonly kind: 'pages' }
  | { readonly kind: 'granted'; readonly permissions: readonly string[] }
  /** Sends on a channel as somebody else: another frame, another page. */
  | {
      readonly kind: 'sendAs'
      readonly url: string
      readonly channel: string
      readonly args: readonly unknown[]
    }
  | { readonly kind: 'killPage' }
  | { readonly kind: 'closeWindow' }

export function listenToTest(): void {
  if (!process.send) return
  process.on('message', ({ id, wish }: { id: number; wish: Wish }) => {
    fulfil(wish).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    )
  })
  // The test is gone: nobody will ask again.
  process.on('disconnect', () => process.exit(0))
}

async function fulfil(wish: Wish): Promise<unknown> {
  if (wish.kind === 'records') return records
  if (wish.kind === 'granted') return session.defaultSession.granted(wish.permissions)
  const contents = (await BrowserWindow.first).webContents
  const page = await contents.page
  switch (wish.kind) {
    case 'evaluate':
      return page.evaluate(wish.code)
    case 'press':
      for (const key of wish.keys) await page.keyboard.press(key)
      return null
    case 'pages':
      return page.context().pages().length
    case 'sendAs':
      ipcMain.emit(
        wish.channel,
        { sender: contents, senderFrame: { url: wish.url, parent: null } },
        ...wish.args,
      )
      return null
    case 'killPage':
      contents.emit('render-process-gone', {}, { reason: 'crashed' })
      return null
    case 'closeWindow':
      await page.close()
      return null
  }
}
