// The page's side of the stand-in: what a sandboxed preload script finds in Electron, as a script for Chromium. It runs in the
// page's own world, so it does not show that the worlds are isolated; that is a setting, and asserted as one.

export const SEND_BINDING = '__standInSend'
export const RECEIVE = '__standInReceive'

export function preloadWorld(preload: string): string {
  return `(() => {
  // Only the main frame has a preload (nodeIntegrationInSubFrames is off).
  if (window !== window.top) return
  const listeners = new Map()
  window.${RECEIVE} = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
  }
  const ipcRenderer = {
    send: (channel, ...args) => void window.${SEND_BINDING}(channel, args),
    on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
  }
  const contextBridge = {
    exposeInMainWorld: (name, api) =>
      Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
  }
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload cannot require ' + name)
    return { contextBridge, ipcRenderer }
  }
  const module = { exports: {} }
  ${preload}
})()`
}
