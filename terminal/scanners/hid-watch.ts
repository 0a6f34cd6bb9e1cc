// The watch for HID POS scanners that runs without being asked for. A counter that never had one is not told of its absence: its light
// appears once one was there, or where the settings expect one. What is missing for it goes to the log.
import { existsSync, writeFileSync } from 'node:fs'
import { createHidScanner, type HidScannerDeps } from '../../drivers/hid/hid-scanner.ts'
import type { Scanner } from '../../drivers/scanner.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'

export interface HidWatch {
  readonly scanner: Scanner
  /** Nobody asked for this scanner and none was ever seen at this counter: no light. */
  isUnseen(scannerId: string): boolean
}

export interface HidWatchDeps extends Pick<HidScannerDeps, 'now' | 'newId' | 'devices'> {
  /** An empty file that remembers over restarts that there was one. */
  readonly seenFile: string
  readonly log: Log
}

/** Null: switched off. */
export function createHidWatch(setting: Settings['hidScanner'], deps: HidWatchDeps): HidWatch | null {
  if (setting === 'off') return null
  const { seenFile, log } = deps
  let seen = setting === 'expected' || existsSync(seenFile)

  function onSeen(): void {
    if (seen) return
    seen = true
    try {
      writeFileSync(seenFile, '')
    } catch {
      // It is seen for today; a folder that cannot be written to is told of elsewhere.
      log.warn('hid.not-remembered')
    }
  }

  const scanner = createHidScanner(
    {},
    {
      ...deps,
      onSeen,
      onProblem: ({ kind, missing }) => {
        log.warn(missing ? missingEvents[missing] : problemEvents[kind])
      },
    },
  )
  return { scanner, isUnseen: (id) => id === scanner.id && !seen }
}

const missingEvents = {
  'libusb-1.0-0': 'hid.unavailable-install-libusb-1.0-0',
  libudev1: 'hid.unavailable-install-libudev1',
} as const

const problemEvents = {
  absent: 'hid.absent',
  denied: 'hid.denied-install-udev-rules',
  unavailable: 'hid.unavailable',
  failed: 'hid.failed',
} as const
