// The HID devices of a machine as a port: the real one is `node-hid-devices.ts`. Must not know scanners or what reports mean.
import type { Result } from '../../shared/core/result.ts'

/** One top-level collection of a device as the system lists it; several may share a path. */
export interface HidListing {
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  readonly usagePage?: number | undefined
  readonly usage?: number | undefined
  /** Many cheap devices have none, or all the same. */
  readonly serialNumber?: string | undefined
  readonly product?: string | undefined
}

/**
 * `absent`: no such device any more · `denied`: listed but may not be opened · `unavailable`: this machine cannot do HID at all (a
 * library is missing; `detail` names the package) · `failed`: anything else.
 */
export interface HidProblem {
  readonly kind: 'absent' | 'denied' | 'unavailable' | 'failed'
  readonly detail: string
  /** The Debian package that holds the missing library. */
  readonly missing?: HidLibrary
  /** A scanner is plugged in all the same. */
  readonly hasScanner?: boolean
}

export type HidLibrary = 'libusb-1.0-0' | 'libudev1'

export interface HidEvents {
  /** One input report; its first byte is the report id where the device numbers its reports. */
  onReport(report: Uint8Array): void
  /** Once, when the device went away by itself. Not after `close`. */
  onGone(): void
}

export interface OpenHidDevice {
  /** Null where the system does not show it. */
  readonly descriptor: Uint8Array | null
  /** Resolves also when the device refuses. */
  sendFeature(report: readonly number[]): Promise<void>
  /** After it resolves no event comes any more. Never rejects. */
  close(): Promise<void>
}

/** Neither ever rejects: what the system cannot do is a value. */
export interface HidDevices {
  list(): Promise<Result<readonly HidListing[], HidProblem>>
  open(path: string, events: HidEvents): Promise<Result<OpenHidDevice, HidProblem>>
}
