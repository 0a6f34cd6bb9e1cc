// UTF-8 written out by hand, because `shared` has neither DOM nor node and because a reader must refuse bad bytes.
// Must not know what the text is.

/** A lone surrogate becomes U+FFFD, as everywhere on the web. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3)
  let end = 0
  for (const character of text) {
    const read = character.codePointAt(0) ?? 0
    const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read
    if (point < 0x80) bytes[end++] = point
    else {
      if (point < 0x800) bytes[end++] = 0xc0 | (point >> 6)
      else {
        if (point < 0x10000) bytes[end++] = 0xe0 | (point >> 12)
        else {
          bytes[end++] = 0xf0 | (point >> 18)
          bytes[end++] = 0x80 | ((point >> 12) & 0x3f)
        }
        bytes[end++] = 0x80 | ((point >> 6) & 0x3f)
      }
      bytes[end++] = 0x80 | (point & 0x3f)
    }
  }
  return bytes.slice(0, end)
}

/** Null: not UTF-8 (overlong forms, surrogates, points above U+10FFFF and cut sequences included). */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string | null {
  let text = ''
  let at = from
  while (at < to) {
    const first = bytes[at++] ?? 0
    if (first < 0x80) {
      text += String.fromCharCode(first)
      continue
    }
    const following = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
    if (first < 0xc2 || first > 0xf4 || at + following > to) return null
    let point = first & (0x3f >> following)
    for (let i = 0; i < following; i++) {
      const byte = bytes[at++] ?? 0
      if ((byte & 0xc0) !== 0x80) return null
      point = (point << 6) | (byte & 0x3f)
    }
    if (point < (following === 2 ? 0x800 : following === 3 ? 0x10000 : 0x80) || point > 0x10ffff) return null
    if (point >= 0xd800 && point <= 0xdfff) return null
    text += String.fromCodePoint(point)
  }
  return text
}
