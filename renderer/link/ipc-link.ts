// The link inside the Electron shell: the preload script exposes it whole, for the life of the page.
import type { Link } from '../../shared/bridge/link.ts'
import { err, ok } from '../../shared/core/result.ts'
import type { Connect } from './connect.ts'

declare global {
  interface Window {
    /** Only inside the shell. */
    readonly terminalBridge?: Link
  }
}

/** The shell gives one link; when it is down the page is reloaded by the shell, not by us. */
export function ipcConnect(bridge: Link): Connect {
  let used = false
  return async () => {
    if (used) return err('UNREACHABLE')
    used = true
    return ok(bridge)
  }
}
