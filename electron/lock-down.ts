// Takes from the browser in the shell what a counter's page does not need: other pages, windows, permissions, downloads.
// Each is refused in its own right, whatever the page may have become.
import type { Session, WebContents } from 'electron'

/** Camera, serial, USB, location, notifications …: the page has no use for any of them yet. */
export function lockDownSession(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, grant) => grant(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

export interface LockDownOptions {
  readonly isOurPage: (url: string) => boolean
  /** Something was refused; the address stays unsaid, it may be a scanned one. */
  readonly onRefused: () => void
}

/** For every web contents that comes into being, also those nobody meant to make. */
export function lockDownContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  { isOurPage, onRefused }: LockDownOptions,
): void {
  contents.setWindowOpenHandler(() => {
    onRefused()
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', (details) => {
    // The page may reload itself, nothing else.
    if (details.isMainFrame && isOurPage(details.url)) return
    details.preventDefault()
    onRefused()
  })
  contents.on('will-redirect', (details) => {
    details.preventDefault()
    onRefused()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    onRefused()
  })
}
