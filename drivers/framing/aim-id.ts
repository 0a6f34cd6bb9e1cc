// The AIM id: three characters by which a scanner says what kind of code it read. Must not know devices or layouts.

const idPattern = /^\][A-Za-z][0-9A-Za-z]$/

/** The AIM id at this offset, null when there is none. */
export function aimIdAt(bytes: Uint8Array, offset: number): string | null {
  const id = String.fromCharCode(...bytes.subarray(offset, offset + 3))
  return idPattern.test(id) ? id : null
}
