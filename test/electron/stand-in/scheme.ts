// Chromium outside Electron knows no schemes of our own: `app://terminal/x` is shown to it as `https://terminal.app.invalid/x`,
// a secure origin that cannot exist, and shown to the shell as what it asked for.

const SUFFIX = '.app.invalid'

export function toChromium(url: string): string {
  return url.replace(/^app:\/\/([^/]+)/, `https://$1${SUFFIX}`)
}

export function toShell(url: string): string {
  return url.replace(/^https:\/\/([^/]+)\.app\.invalid/, 'app://$1')
}

export function isAppUrl(url: string): boolean {
  return new URL(url).hostname.endsWith(SUFFIX)
}
