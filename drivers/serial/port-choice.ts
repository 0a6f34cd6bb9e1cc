// Which of the listed ports is the scanner. Pure. The remembered identity comes first and the path last,
// because ttyACM numbers move and COM numbers follow the USB socket.
import type { SerialPortListing } from './serial-ports.ts'

/** What is remembered of a port. All given fields of the identity must fit. */
export interface SerialIdentity {
  /** Hexadecimal, with or without `0x`, any case. */
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly serialNumber?: string | undefined
  readonly pnpId?: string | undefined
}

export interface WantedPort {
  readonly path?: string | undefined
  readonly find?: SerialIdentity | undefined
}

/** The path to open, or null when the scanner is not there. `listed` is null where the system cannot list its ports. */
export function choosePort(listed: readonly SerialPortListing[] | null, wanted: WantedPort): string | null {
  const { find, path } = wanted
  if (find && listed) {
    const chosen = listed.find((port) => fitsIds(port, find)) ?? listed.find((port) => fitsPnpId(port, find))
    if (chosen) return chosen.path
  }
  if (path === undefined) return null
  // A path may be a link or a kind of port that is never listed. But when it is listed as another device, it is not ours.
  const there = listed?.find((port) => port.path === path)
  return there && find && isAnother(there, find) ? null : path
}

function fitsIds(port: SerialPortListing, find: SerialIdentity): boolean {
  const wanted = [find.vendorId, find.productId, find.serialNumber]
  return (
    wanted.some((value) => value !== undefined) &&
    fits(find.vendorId, port.vendorId) &&
    fits(find.productId, port.productId) &&
    fits(find.serialNumber, port.serialNumber)
  )
}

function fitsPnpId(port: SerialPortListing, find: SerialIdentity): boolean {
  return find.pnpId !== undefined && fits(find.pnpId, port.pnpId)
}

function isAnother(port: SerialPortListing, find: SerialIdentity): boolean {
  const differs = (wanted?: string, found?: string): boolean => found !== undefined && !fits(wanted, found)
  return differs(find.vendorId, port.vendorId) || differs(find.productId, port.productId)
}

function fits(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || (found !== undefined && plain(wanted) === plain(found))
}

function plain(id: string): string {
  return id.toLowerCase().replace(/^0x/, '')
}
