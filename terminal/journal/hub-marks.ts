// The port of what a terminal remembers about its hub between starts. Knows no visits and no network.
import type { StoreFault } from '../../shared/bridge/state.ts'
import type { Result } from '../../shared/core/result.ts'

/** An event that cannot pass and is tried on its own (OB4). */
export interface HeldOut {
  readonly seq: number
  /** Why, as a short code, e.g. `HTTP_400`. */
  readonly reason: string
}

/** Lower bounds of the terminal's clock in milliseconds since the epoch (CK1); null: never heard. */
export interface ClockBounds {
  /** The last time the hub gave. */
  readonly hub: number | null
  /** The newest signed package date. */
  readonly packages: number | null
}

/**
 * Duties:
 * - What is set counts at once. `ok`: it also survives a power cut; `err`: a power cut may bring the value before it back.
 */
export interface HubMarks {
  /** The watermark: the hub has every visit up to and including this `seq` for good. */
  ackSeq(): number
  /** Takes any value, also a lower one (OB6). */
  setAckSeq(seq: number): Result<null, StoreFault>
  /** In order of `seq`. */
  heldOut(): readonly HeldOut[]
  holdOut(event: HeldOut): Result<null, StoreFault>
  /** Forgets that an event was held out; nothing happens where none was. */
  letGo(seq: number): Result<null, StoreFault>
  clockBounds(): ClockBounds
  setClockBound(source: keyof ClockBounds, at: number): Result<null, StoreFault>
}
