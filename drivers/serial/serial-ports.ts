// The serial ports of a machine as a port: the real one is `node-serial-ports.ts`, tests bring their own lister.
// Must not know framing or scanners.
import type { Result } from '../../shared/core/result.ts'

/** A port as the system lists it. Ids are lower-case hexadecimal without `0x`. */
export interface SerialPortListing {
  readonly path: string
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly serialNumber?: string | undefined
  /** On Linux the name under `/dev/serial/by-id`. */
  readonly pnpId?: string | undefined
  readonly manufacturer?: string | undefined
}

/** How the line is set. USB-COM scanners ignore the speed; RS-232 scanners mostly come with 9600 8N1. */
export interface SerialLine {
  readonly baudRate: number
  readonly dataBits: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
  readonly stopBits: 1 | 2
}

/**
 * `absent`: no such port, so it is not plugged in · `denied`: may not be opened · `unavailable`: this machine cannot do serial ports
 * at all (native module missing, no lister) · `failed`: anything else, such as a port in use by another program.
 */
export interface SerialProblem {
  readonly kind: 'absent' | 'denied' | 'unavailable' | 'failed'
  readonly detail: string
}

export interface SerialEvents {
  onBytes(bytes: Uint8Array): void
  /** Once, when the port closed by itself: unplugged or broken. Not after `close`. */
  onGone(): void
}

export interface OpenSerialPort {
  /** After it resolves no event comes any more. Never rejects. */
  close(): Promise<void>
}

/** Neither ever rejects: what the system cannot do is a value. */
export interface SerialPorts {
  list(): Promise<Result<readonly SerialPortListing[], SerialProblem>>
  open(path: string, line: SerialLine, events: SerialEvents): Promise<Result<OpenSerialPort, SerialProblem>>
}
