// The page's end of the link over Electron IPC, made in the preload script. Passes text on and knows nothing else.
import type { IpcRenderer } from 'electron'
import type { Link } from '../shared/bridge/link.ts'
import { channels } from './channels.ts'

/** One connection for the life of the page. It opens with the first listener, so that none misses the first frame. */
export function createBridge(ipc: Pick<IpcRenderer, 'send' | 'on'>, newId: () => string): Link {
  const id = newId()
  const frameListeners: ((frame: string) => void)[] = []
  const downListeners: (() => void)[] = []
  let state: 'new' | 'up' | 'down' = 'new'

  ipc.on(channels.frame, (_event, to: unknown, frame: unknown) => {
    if (state !== 'up' || to !== id || typeof frame !== 'string') return
    for (const listener of frameListeners) listener(frame)
  })
  ipc.on(channels.down, (_event, to: unknown) => {
    if (to === id) goDown()
  })

  return {
    send(frame) {
      open()
      if (state === 'up') ipc.send(channels.frame, id, frame)
    },
    onFrame(listener) {
      frameListeners.push(listener)
      open()
    },
    onDown: (listener) => void downListeners.push(listener),
    close() {
      if (state === 'up') ipc.send(channels.down, id)
      goDown()
    },
  }

  function open(): void {
    if (state !== 'new') return
    state = 'up'
    ipc.send(channels.open, id)
  }

  function goDown(): void {
    if (state === 'down') return
    state = 'down'
    for (const listener of downListeners) listener()
  }
}
