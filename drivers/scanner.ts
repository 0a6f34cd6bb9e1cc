// The port of every scanner, and the duties that come with it (held by test/drivers/scanner.contract.ts).
// Drivers deliver text and when it was read. They have never heard of members, cards or screens.

export const scanSources = ['wedge', 'serial', 'hid', 'camera', 'virtual'] as const
export type ScanSource = (typeof scanSources)[number]

/** One read of one code. Stamped at birth, so that handling it twice is harmless. */
export interface Scan {
  /** UUID made where the read happened. */
  readonly scanId: string
  /** The payload without framing characters; may still carry an AIM or Code 39 wrapping. At most 4,096 characters. */
  readonly text: string
  /** Instant of the last byte or key, milliseconds since the epoch. */
  readonly at: number
  readonly source: ScanSource
}

/** `denied`: listed but may not be opened (permissions). `failed`: opened and broke, `detail` is for the log and technicians. */
export type ScannerStatus =
  | { readonly kind: 'ready'; readonly label: string }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'denied'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string }

/** Why a read was seen but is not a scan. Never carries what was read. */
export type Disturbance =
  | 'INPUT_METHOD' // an input method or composition was open
  | 'WRONG_KEYS' // fast keys that are no card: foreign key, wrong length
  | 'ALT_CODES' // scanner sends Alt+numpad: misconfigured
  | 'TOO_LONG' // more than the cap without a terminator
  | 'NO_READ' // the scanner says it could not read
  | 'WRONG_MODE' // the scanner talks another protocol (SSI): must be reconfigured

export interface ScannerListener {
  onScan(scan: Scan): void
  onStatus(status: ScannerStatus): void
  onDisturbance(disturbance: Disturbance): void
}

/**
 * Duties:
 * - `start` resolves without waiting for a device; absence is a status, not an error, and the driver keeps looking for it.
 * - After `stop` resolves nothing is called any more, and no timer or handle keeps the process alive.
 * - Half a read before an unplug is dropped, never glued to the next one.
 * - One read gives exactly one `onScan` or one `onDisturbance`.
 */
export interface Scanner {
  /** Stable within one configuration, e.g. `serial-1`. */
  readonly id: string
  readonly source: ScanSource
  start(listener: ScannerListener): Promise<void>
  stop(): Promise<void>
}

/** What drivers may know of time and chance; real ones in composition roots, steered ones in tests. */
export interface ScannerDeps {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly newId: () => string
}
