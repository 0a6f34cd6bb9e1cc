// Scans read in the page on their way to the terminal. A scan that the terminal has not answered is sent again after a
// reconnect: its id was made where it happened, so that handling it twice is harmless. Nothing is written anywhere.
import type { Scan } from '../../drivers/scanner.ts'
import type { TerminalClient } from './terminal-client.ts'

/** Older reads belong to somebody who has left the counter (and the contract takes no older ones). */
const KEEP_MS = 60_000

export interface ScanOutbox {
  put(scan: Scan): void
  close(): void
}

export function createScanOutbox(client: TerminalClient, now: () => number): ScanOutbox {
  const kept = new Map<string, Scan>()
  let wasUp = client.view().link === 'up'

  async function deliver(scan: Scan): Promise<void> {
    const agoMs = Math.max(0, now() - scan.at)
    if (agoMs > KEEP_MS) {
      kept.delete(scan.scanId)
      return
    }
    const source = scan.source === 'camera' ? 'camera' : 'wedge'
    const answer = await client.call('scan', { scanId: scan.scanId, text: scan.text, agoMs, source })
    if (answer.ok || answer.error !== 'LINK_DOWN') kept.delete(scan.scanId)
  }

  const stop = client.onView(() => {
    const isUp = client.view().link === 'up'
    if (isUp && !wasUp) for (const scan of kept.values()) void deliver(scan)
    wasUp = isUp
  })

  return {
    put(scan) {
      kept.set(scan.scanId, scan)
      void deliver(scan)
    },
    close() {
      stop()
      kept.clear()
    },
  }
}
