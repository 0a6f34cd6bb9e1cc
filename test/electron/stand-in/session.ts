// The stand-in's session: keeps the shell's permission handlers, so that tests can ask them.
import { EventEmitter } from 'node:events'

type RequestHandler = (contents: unknown, permission: string, callback: (granted: boolean) => void) => void

class Session extends EventEmitter {
  #requestHandler: RequestHandler = (_contents, _permission, callback) => callback(true)
  #checkHandler: (contents: unknown, permission: string) => boolean = () => true
  #deviceHandler: (details: { deviceType: string }) => boolean = () => true

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#requestHandler = handler
  }
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
    this.#checkHandler = handler
  }
  setDevicePermissionHandler(handler: (details: { deviceType: string }) => boolean): void {
    this.#deviceHandler = handler
  }

  /** What of the named permissions a page would get, and whether a download would go through. */
  granted(permissions: readonly string[]): string[] {
    const got: string[] = []
    for (const permission of permissions) {
      this.#requestHandler(null, permission, (isGranted) => isGranted && got.push(permission))
      if (this.#checkHandler(null, permission)) got.push(`${permission} (check)`)
      if (this.#deviceHandler({ deviceType: permission })) got.push(`${permission} (device)`)
    }
    let isDownloadPrevented = false
    this.emit('will-download', { preventDefault: () => (isDownloadPrevented = true) })
    if (!isDownloadPrevented) got.push('download')
    return got
  }
}

export const session = { defaultSession: new Session() }
