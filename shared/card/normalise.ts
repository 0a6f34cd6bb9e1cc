// Takes the wrapping off a read: framing characters, full-width digits, AIM and Code 39 / Codabar wrapping.
// Corrects nothing: what is left is judged by `card-input.ts`.

/** Full-width ASCII (U+FF01–FF5E) → ASCII, ideographic space → space. */
function foldFullWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
}

/** Spaces, tabs, CR, LF, and the STX/ETX that serial scanners put around a read. Not NUL: that is no framing, it is damage. */
const framing = new Set([' ', '\u00A0', '\t', '\r', '\n', '\u0002', '\u0003'])

/** `]C0`: what kind of code it was, sent in front of the payload. */
const aimPrefix = /^\][A-Za-z][0-9A-Za-z]/

/** Code 39 sends its `*` start and stop on some scanners, Codabar its letters A–D. */
const code39 = /^\*([^*]*)\*$/
const codabar = /^[A-Da-d]([0-9]+)[A-Da-d]$/

export function normaliseInput(text: string): string {
  const unframed = [...foldFullWidth(text)].filter((character) => !framing.has(character)).join('')
  const bare = unframed.replace(aimPrefix, '')
  return (code39.exec(bare) ?? codabar.exec(bare))?.[1] ?? bare
}
