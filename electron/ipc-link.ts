// The terminal's end of the link over Electron IPC. Anybody in any frame can send on a channel: only the main frame of our
// window, showing our page, is listened to. Knows text, not what the frames say.
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import type { Link } from '../shared/bridge/link.ts'
import { channels } from './channels.ts'

export interface IpcLinkOptions {
  readonly ipcMain: Pick<IpcMain, 'on'>
  readonly contents: Pick<WebContents, 'id' | 'send' | 'on' | 'isDestroyed'>
  readonly isOurPage: (url: string) => boolean
  /** A page connected; the link of the page before it is down already. */
  readonly onLink: (link: Link) => void
  /** Somebody else sent on one of our channels. */
  readonly onForeign: () => void
}

interface Connection {
  readonly id: string
  deliver(frame: string): void
  goDown(): void
}

export function acceptIpcLinks({ ipcMain, contents, isOurPage, onLink, onForeign }: IpcLinkOptions): void {
  let current: Connection | null = null

  const hear = (channel: string, heard: (id: string, frame: unknown) => void) =>
    ipcMain.on(channel, (event: IpcMainEvent, id: unknown, frame: unknown) => {
      if (!isFromOurPage(event)) onForeign()
      else if (typeof id === 'string') heard(id, frame)
    })

  hear(channels.open, (id) => {
    // A reloaded page opens a new connection; the old one had no chance to say goodbye.
    current?.goDown()
    const { connection, link } = connect(contents, id)
    current = connection
    onLink(link)
  })
  hear(channels.frame, (id, frame) => {
    if (id === current?.id && typeof frame === 'string') current.deliver(frame)
  })
  hear(channels.down, (id) => {
    if (id === current?.id) current.goDown()
  })
  contents.on('render-process-gone', () => current?.goDown())
  contents.on('destroyed', () => current?.goDown())

  function isFromOurPage({ sender, senderFrame }: IpcMainEvent): boolean {
    return (
      sender.id === contents.id &&
      senderFrame !== null &&
      senderFrame.parent === null &&
      isOurPage(senderFrame.url)
    )
  }
}

function connect(contents: IpcLinkOptions['contents'], id: string): { connection: Connection; link: Link } {
  const frameListeners: ((frame: string) => void)[] = []
  const downListeners: (() => void)[] = []
  let up = true

  function goDown(): void {
    if (!up) return
    up = false
    for (const listener of downListeners) listener()
  }

  return {
    connection: {
      id,
      deliver(frame) {
        if (up) for (const listener of frameListeners) listener(frame)
      },
      goDown,
    },
    link: {
      send(frame) {
        if (up && !contents.isDestroyed()) contents.send(channels.frame, id, frame)
      },
      onFrame: (listener) => void frameListeners.push(listener),
      onDown: (listener) => void downListeners.push(listener),
      close() {
        if (up && !contents.isDestroyed()) contents.send(channels.down, id)
        goDown()
      },
    },
  }
}
