// Recognises packets of the Simple Serial Interface, so that the screen can name the wrong mode. Nothing is decoded or answered.
// Packet: length (without checksum), opcode, source, status, data, two bytes of checksum.

const DECODE_DATA = 0xf3
const EVENT = 0xf6
const FROM_SCANNER = 0x00
const HEADER_BYTES = 4
const CHECKSUM_BYTES = 2

export type SsiAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided' }
  /** `repeated`: sent again because nobody acknowledged it, so already reported. */
  | { readonly kind: 'packet'; readonly length: number; readonly repeated: boolean }

/** Looks at the beginning of a read. `undecided` until the bytes can only be one or the other. */
export function recogniseSsi(bytes: readonly number[]): SsiAnswer {
  const [length, opcode, source, status] = bytes
  if (length === undefined || opcode === undefined) return { kind: 'undecided' }
  if (length < HEADER_BYTES || (opcode !== DECODE_DATA && opcode !== EVENT)) return { kind: 'none' }
  if (source === undefined) return { kind: 'undecided' }
  if (source !== FROM_SCANNER) return { kind: 'none' }
  const total = length + CHECKSUM_BYTES
  if (bytes.length < total) return { kind: 'undecided' }
  return checksumFits(bytes.slice(0, total))
    ? { kind: 'packet', length: total, repeated: ((status ?? 0) & 1) === 1 }
    : { kind: 'none' }
}

/** The checksum is the two's complement of the sum of all before it, so that everything adds up to nothing. */
function checksumFits(packet: readonly number[]): boolean {
  const body = packet.slice(0, -CHECKSUM_BYTES).reduce((sum, byte) => sum + byte, 0)
  const [high = 0, low = 0] = packet.slice(-CHECKSUM_BYTES)
  return ((body + high * 256 + low) & 0xffff) === 0
}
