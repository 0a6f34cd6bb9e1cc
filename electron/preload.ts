// Runs in the sandbox before the page. Gives it one object and nothing else: no ipcRenderer, no node, no file system.
import { contextBridge, ipcRenderer } from 'electron'
import { createBridge } from './bridge.ts'

contextBridge.exposeInMainWorld(
  'terminalBridge',
  createBridge(ipcRenderer, () => crypto.randomUUID()),
)
