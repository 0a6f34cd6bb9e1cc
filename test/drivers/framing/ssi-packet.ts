// Builds packets of the Simple Serial Interface as a scanner in that mode sends them.

export function ssiPacket(packet: {
  readonly opcode: number
  readonly status: number
  readonly data: readonly number[]
}): Uint8Array {
  const body = [packet.data.length + 4, packet.opcode, 0x00, packet.status, ...packet.data]
  const checksum = -body.reduce((sum, byte) => sum + byte, 0) & 0xffff
  return Uint8Array.from([...body, checksum >> 8, checksum & 0xff])
}
